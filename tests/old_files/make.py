"""Makes the store that is kept for this schema version, once: python tests/old_files/make.py

Real commands tell one incident from declared to closed. The key is not kept, so that whoever opens
the store begins a station of their own.
"""

import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import apsw

from holdfast.desk import bulk, step_evidence
from holdfast.desk.from_alert import declaration_from, declare_from
from holdfast.desk.operators import set_passphrase, sign_in
from holdfast.desk.phases import move
from holdfast.detect.acts import link as join
from holdfast.detect.acts import reopen, unlink
from holdfast.detect.intake import Arrived, take
from holdfast.detect.silences import end_silence, matcher, silence
from holdfast.domain.classification import Answer
from holdfast.domain.entry import By, New
from holdfast.domain.ids import subject
from holdfast.domain.incident import Person
from holdfast.domain.phase import Phase
from holdfast.domain.signal import Reading, Signal
from holdfast.drill import play, scenarios
from holdfast.respond import evidence
from holdfast.respond.calls import Call, record_call
from holdfast.respond.corrections import correct, pin, withdraw
from holdfast.respond.criteria import add_criterion, move_criterion
from holdfast.respond.evidence_files import of_bytes
from holdfast.respond.handover import answer, offer
from holdfast.respond.incident import add_note, assign, change
from holdfast.respond.labels import label
from holdfast.respond.links import link
from holdfast.respond.resources import ask, move_supply
from holdfast.respond.tasks import add_task, change_task, move_task
from holdfast.respond.templates import adopt_template, text_of
from holdfast.respond.times import correct_time, set_source_offset
from holdfast.respond.undo import undo
from holdfast.respond.updates import Said, Update, send, snooze
from holdfast.review.actions import add_action
from holdfast.review.comments import answer as answer_comment
from holdfast.review.comments import comment, resolve
from holdfast.review.factors import add_factor, change_factor, drop_factor, link_factor
from holdfast.review.hints import dismiss_hint
from holdfast.review.impact import add_figure, change_figure, drop_figure
from holdfast.review.interviews import add_note as add_interview
from holdfast.review.interviews import change_note as change_interview
from holdfast.review.interviews import drop_note as drop_interview
from holdfast.review.templates import set_template, shipped
from holdfast.review.workflow import approve as approve_review
from holdfast.review.workflow import release, submit
from holdfast.review.writing import begin, group_rows, import_rows, offered_rows, write
from holdfast.runbook import run as runs
from holdfast.runbook import shaping
from holdfast.runbook.library import document_of, import_folder
from holdfast.runbook.writing import approve
from holdfast.runbook.writing import write as write_book
from holdfast.store.alerts_asked import AlertsAsked
from holdfast.store.certificates import certify
from holdfast.store.database import SCHEMA_VERSION
from holdfast.store.opening import open_store
from holdfast.store.removal import remove_words
from holdfast.store.store import Store
from holdfast.triage.assessment import Answers
from holdfast.triage.clocks import start_clock, stop_clock
from holdfast.triage.declare import Declaration, declare
from holdfast.triage.directory import drop_person, drop_resource, keep
from holdfast.triage.scheme_file import default_text
from holdfast.triage.scheme_store import adopt

BOOK = "# Disk full\n\n## Mitigation\n\n1. Look with `df`\n2. Shorten the retention\n3. Look again\n"

PUMP = """# Pump

## Mitigation

1. Which pump?

   ```holdfast {kind=input name=PUMP type=host}
   ```

2. Does it leak?

   ```holdfast {kind=choice name=LEAK options="yes=#stop|no"}
   ```

3. Wait

   ```holdfast {kind=timer wait=10m}
   ```

### Stop

1. Close the valve
"""


class Clock:
    """A minute passes at each look."""

    at = datetime(2026, 11, 23, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at


def tell(store: Store, books: Path) -> None:
    """The incident, with every kind of entry that commands record."""
    ana = sign_in(store, "Ana")
    set_passphrase(store, ana, "correct horse battery")
    import_folder(store, books)
    said = Declaration(
        "Disk full on db-core", "db-core", "alert", detected=store.now() - timedelta(minutes=9)
    )
    incident = declare(store, said, Answers(Answer.HIGH, Answer.UNSURE)).id
    assign(store, incident, "commander", "Ana", ana.id)
    change(
        store,
        incident,
        know="The log fills the disk.",
        plan="Shorten its retention.",
        need="Eyes",
        noticed="monitoring",
    )
    secret = add_note(store, incident, "the password is hunter2", "observation")
    remove_words(store, secret.entry, "a pasted password")
    run = runs.start(store, incident, store.runbooks.page()[0].id)
    steps = document_of(store, run.version, run.title).steps
    runs.mark(store, run.id, steps[0], "done")
    runs.mark(store, run.id, steps[1], "failed", "no rights")
    runs.mark(store, run.id, steps[1], "open")
    runs.mark(store, run.id, steps[2], "skipped", "not needed")
    runs.mark(store, run.id, steps[2], "open")
    runs.mark(store, run.id, steps[2], "deviated", "asked Ben to look")
    added = shaping.add_step(store, run.id, "Tell Ben", steps[2].id)
    shaping.demote(store, run.id, steps[1])
    runs.mark(store, run.id, runs.document_of_run(store, store.runbooks.run(run.id)).step(added), "done")
    runs.finish(store, run.id)
    follow(store, incident, books)
    approve(store, run.runbook, run.version)
    write_book(store, run.runbook, BOOK + "4. Look once more\n", run.version, "it filled again")
    coordinate(store, incident)
    move(store, incident, Phase.CONTAINED)
    move(store, incident, Phase.RESOLVED, reason="The retention is a week now.")
    review = begin(store, incident).id
    write(store, review, "summary", "The log filled the disk of db-core for an hour.")
    set_template(store, review, shipped()["short"])
    take_timeline(store, review)
    dismiss_hint(store, review, "summary", "en.total-outage", "outage", "All of it was down")
    fill_board(store, review)
    keep_interviews(store, review)
    add_action(store, review, "Watch the disks", "Ben", "2026-12-24", "An alert comes at 80 %")
    two_people(store, review)
    end(store, incident)
    practise(store)


def end(store: Store, incident: str) -> None:
    """The last word to everybody, and closed."""
    said = Said(None, "All is back since 13:00.", "Nothing was lost.")
    send(store, incident, Update("final", "everybody", "It is over.", said))
    move(store, incident, Phase.CLOSED)


def detect(store: Store, incident: str) -> None:
    """Alerts that came in, were answered, silenced, joined and came and went."""
    disk = Signal("DiskFull", source="nagios", labels={"host": "db-core"}, annotations={"summary": "99 %"})
    turns = (disk, replace(disk, status="resolved")) * 3
    take(store, Arrived("first", "folder", "disk.txt", b"PROBLEM", Reading("nagios", turns)))
    [ident] = [row.id for row in store.alerts.page(AlertsAsked("all"), 5)]
    reopen(store, [ident])
    join(store, [ident], incident)
    unlink(store, ident)
    kept = silence(store, [matcher("host=db-core")], store.now() + timedelta(hours=1), "Being repaired")
    end_silence(store, kept.id)
    name = subject("alert", ident)
    store.record(New(name, "alert.calmed", {"flapping": [True, False]}), by_station=True)


def practise(store: Store) -> None:
    """A drill that is led, paused, judged, answered, finished, with an incident of its own."""
    drill = play.start(store, scenarios.shipped()["first-exercise.md"], ["Ana"]).id
    scenario = scenarios.load(scenarios.shipped()["first-exercise.md"])
    alarm = next(one for one in scenario.injects if one.kind == "alert")
    play.hold(store, drill, alarm.key)
    play.release(store, drill, alarm.key)
    play.fire(store, drill, alarm.key)
    alerts = store.alerts.of_drill(drill)
    declare_from(store, [one.id for one in alerts], declaration_from(store, alerts))
    play.note(store, drill, "The room is calm.")
    play.pause(store, drill, "coffee")
    play.resume(store, drill)
    play.finish(store, drill)
    play.judge(store, drill, scenario.objectives[0].key, "S", "With a hint")
    play.answer(store, drill, 0, "Where the keys are")


def take_timeline(store: Store, review: str) -> None:
    """All rows, two of them under a heading."""
    rows = import_rows(store, review, [row for row, _there in offered_rows(store, review)]).rows
    group_rows(store, review, [row.id for row in rows[:2]], "Finding the cause")


def two_people(store: Store, review: str) -> None:
    """Submitted, commented on, approved by somebody else, released."""
    ana, ben = store.by, store.operators.named("Ben")
    assert ben is not None
    submit(store, review, [ben.id])
    store.by = By(ben.id)
    made = comment(store, review, "Since when?", "summary", "an hour", 41).flow.comments[0]
    answer_comment(store, review, made.id, "Since noon.")
    resolve(store, review, made.id)
    approve_review(store, review)
    store.by = ana
    release(store, review)
    certify(store)


def keep_interviews(store: Store, review: str) -> None:
    for person in ("Cleo", "Dan"):
        kept = add_interview(store, review, person, "The alert was muted.", store.now()).parts.interviews[-1]
    drop_interview(store, review, kept.id)
    first = store.reviews.get(review).parts.interviews[0].id
    change_interview(store, review, first, "The alert was muted since May.")


def fill_board(store: Store, review: str) -> None:
    """Factors and figures, of which one each is taken away again."""
    row = store.reviews.get(review).rows[0]
    for text in ("The retention was a month", "A factor too many"):
        factor = add_factor(store, review, text, category="capacity", whys=["Nobody asked"], root=True)
        ident = factor.parts.factors[-1].id
    drop_factor(store, review, ident)
    kept = store.reviews.get(review).parts.factors[0].id
    change_factor(store, review, kept, reasonable="The disk was half as full")
    link_factor(store, review, kept, row.source)
    for what in ("Minutes without service", "A figure too many"):
        figure = add_figure(store, review, what, "59", "minutes").parts.figures[-1].id
    drop_figure(store, review, figure)
    change_figure(store, review, store.reviews.get(review).parts.figures[0].id, amount="60")


def follow(store: Store, incident: str, books: Path) -> None:
    """A runbook that asks for an answer, a decision and time, with evidence of a step; some is undone."""
    (books / "pump.md").write_text(PUMP, encoding="utf-8")
    import_folder(store, books)
    book = next(row for row in store.runbooks.page() if row.path == "pump.md")
    run = runs.start(store, incident, book.id)
    which, leaks, wait, valve = document_of(store, run.version, run.title).steps
    runs.answer(store, run.id, which, "p1.site")
    runs.answer(store, run.id, leaks, "no")
    runs.begin_wait(store, run.id, wait)
    undo(store, incident)
    runs.begin_wait(store, run.id, wait)
    runs.mark(store, run.id, wait, "done", "it stands")
    runs.mark(store, run.id, wait, "open")
    step_evidence.add_output(store, run.id, valve, "0 bar")
    blank = runs.start_blank(store, incident, "What else")
    shaping.add_step(store, blank.id, "Ask the neighbours")
    runs.finish(store, blank.id)
    undo(store, incident)


def coordinate(store: Store, incident: str) -> None:
    """What several people record of one incident, its duplicate and their directory."""
    detect(store, incident)
    tell_of_labels_and_notes(store, incident)
    tell_of_work(store, incident)
    tell_of_people(store)
    tell_of_updates(store, incident)
    hand_over(store, incident)


def tell_of_labels_and_notes(store: Store, incident: str) -> None:
    """With a second incident that is a duplicate."""
    twin = declare(store, Declaration("Logs of db-core are full", "db-core")).id
    for word in ("noise", "storage"):
        label(store, [incident, twin], word)
    label(store, [incident], "noise", present=False)
    link(store, twin, incident, "duplicate_of")
    bulk.dismiss(store, [twin], "duplicate")
    note = add_note(store, incident, "The disk of db-cora fills", "observation", origin="camera 3")
    correct(store, incident, note.entry, text="The disk of db-core fills")
    wrong = add_note(store, incident, "db-edge fills as well")
    withdraw(store, incident, wrong.entry, "it was another host")
    pin(store, incident, note.entry)
    set_source_offset(store, incident, "camera 3", 90)
    declared = store.incidents.get(incident).times["declared"]
    correct_time(store, incident, "declared", declared - timedelta(minutes=2), "by the telephone's log")
    answered = store.incidents.get(incident).times["declared"] + timedelta(seconds=30)
    correct_time(store, incident, "acknowledged", answered, "by the telephone's log")
    store.record(*clocks(incident))
    start_clock(store, incident, "final_report")
    start_clock(store, incident, "notification")
    stop_clock(store, incident, "notification", "met", "", store.now() - timedelta(minutes=5))
    undo(store, incident)
    stop_clock(store, incident, "notification", "met", "", store.now() - timedelta(minutes=4))
    stop_clock(store, incident, "final_report", "not_needed", "the first report said it all")


def tell_of_work(store: Store, incident: str) -> None:
    """Evidence, calls, criteria, resources, tasks."""
    log = of_bytes("db-core.log", b"db-core: no space left on device", "text/plain")
    kept = evidence.add(store, incident, log, "from the console")
    evidence.check(store, incident, kept.entry)
    record_call(store, incident, Call("radio 4", "reached", "Ben", "He comes."))
    criterion = add_criterion(store, incident, "a fifth of the disk is free").criteria[0]
    pump = ask(store, incident, "Disk", "D-4")
    move_supply(store, incident, pump.id, "arrived")
    task = add_task(store, incident, "Fetch the spare disk", Person("Ben"), 1800, kept.entry)
    change_task(store, task.id, title="Fetch both spare disks")
    move_task(store, task.id, "acknowledged")
    move_task(store, task.id, "done")
    move_criterion(store, incident, criterion.id, "met")


def tell_of_people(store: Store) -> None:
    """The directory."""
    ben, cleo, room, van = (store.new_id() for _ in range(4))
    keep(store, "person", ben, {"name": "Ben", "lines": "radio 4", "roles": "communications"})
    keep(store, "person", ben, {"organisation": "Storage"})
    keep(store, "person", cleo, {"name": "Cleo"})
    drop_person(store, cleo, "left")
    keep(store, "resource", room, {"name": "Room 2", "sort": "room"})
    keep(store, "resource", room, {"place": "first floor"})
    keep(store, "resource", van, {"name": "Old van"})
    drop_resource(store, van)


def tell_of_updates(store: Store, incident: str) -> None:
    """Texts of the site's own, and what was sent."""
    ours = default_text().replace('name = "Impact and urgency"', 'name = "Ours"')
    adopt(store, ours, "the site's own")
    adopt_template(store, "can", text_of(store, "can") + "\n", "a line more")
    send(store, incident, Update("can", "everybody", "The log fills the disk.", Said(1800)))
    snooze(store, incident, store.now() + timedelta(hours=2), "nothing new before the spare is here")


def hand_over(store: Store, incident: str) -> None:
    """Ben takes over, does some things and takes some of them back."""
    ana, ben = store.by, Person("Ben")
    offer(store, incident, ben, {"situation": "The disk fills."}, command=True, reason="fatigue")
    given = offer(store, incident, ben, {"situation": "A spare comes."}, command=True, reason="fatigue")
    sign_in(store, "Ben")
    answer(store, given.id, "accepted")
    change(store, incident, need="Two hands")
    undo(store, incident)
    undo(store, incident, again=True)
    move(store, incident, Phase.CONTAINED)
    undo(store, incident)
    store.by = ana


def clocks(incident: str) -> list[New]:
    """Kinds that no command records without a scheme of its own."""
    clock = {"clock": "warning", "title": "Early warning", "from": "2026-11-23T12:00:00Z", "within": 86400}
    moved = {**clock, "from": ["2026-11-23T12:00:00Z", "2026-11-23T11:00:00Z"]}
    stopped = {"clock": "warning", "state": ["running", "met"]}
    name = subject("incident", incident)
    return [
        New(name, "incident.clock_started", {**clock, "counts_from": "detected"}),
        New(name, "incident.clock_moved", moved),
        New(name, "incident.clock_stopped", stopped),
    ]


def main() -> None:
    """The command."""
    kept = Path(__file__).parent / f"v{SCHEMA_VERSION}"
    kept.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        books = Path(folder) / "books"
        books.mkdir()
        (books / "disk.md").write_text(BOOK, encoding="utf-8")
        with open_store(Path(folder) / "store", clock=Clock()) as store:
            tell(store, books)
        file = apsw.Connection(str(store.folder.database))
        file.execute("PRAGMA journal_mode = DELETE")
        file.execute("VACUUM")
        file.close()
        store.folder.database.replace(kept / "holdfast.db")


if __name__ == "__main__":
    main()
