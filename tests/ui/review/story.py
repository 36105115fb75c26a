"""One incident with a review, told by the real commands, for every test of reviews and their reports."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from holdfast.desk.facts import configure
from holdfast.desk.operators import sign_in
from holdfast.desk.phases import move
from holdfast.domain.classification import Answer
from holdfast.domain.incident import Incident
from holdfast.domain.phase import Phase
from holdfast.domain.review import Review
from holdfast.respond.incident import add_note, assign, change
from holdfast.review.actions import add_action
from holdfast.review.writing import begin, import_rows, offered_rows, write
from holdfast.store.opening import open_store
from holdfast.store.store import Store
from holdfast.triage.assessment import Answers
from holdfast.triage.declare import Declaration, declare

SUMMARY = (
    "The volume that holds the write-ahead log of `db-k7-01` was full at 13:16. A retired standby kept its "
    "*replication slot*, so the server could not remove old segments. Orders were refused for **36 minutes**."
)
FACTORS = (
    "### A retired standby kept its replication slot\n\nThe slot was created during the March migration. "
    "Nothing in the retirement checklist names slots, and at the time the checklist was complete for the "
    "servers it described.\n\n### No alert between 80 % and full\n\nThe volume alert fired at 95 %. At the "
    "rate of that hour this left eleven minutes, which someone should have noticed."
)
NOTES = (
    ("observation", "df -h shows 100 % used on the volume of the write-ahead log."),
    ("action", "Dropped the slot of the retired standby; segments are being removed."),
    ("decision", "Keep writes off until free space is back above 20 %."),
    ("communication", "Told the order desk: write orders on paper until 14:00."),
    ("observation", "Free space is back at 38 %, writes answer again."),
)


class Hands:
    """A clock: a second passes at each look, and the test may set it."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 12, 16, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at

    def pass_minutes(self, minutes: int) -> None:
        self.at += timedelta(minutes=minutes)


@dataclass
class Story:
    """An open store with Ana at the keyboard and one resolved incident."""

    path: Path
    hands: Hands
    store: Store
    incident: Incident

    def review(self) -> Review:
        """Its review as it is now, begun where it was not."""
        return begin(self.store, self.incident.id)

    def open_again(self, *, read_only: bool = False) -> Store:
        """The same store once more, as another process sees it."""
        return opened(self.path, self.hands, read_only=read_only)


def opened(path: Path, hands: Hands, *, read_only: bool = False) -> Store:
    return open_store(path, clock=hands, zone=ZoneInfo("Europe/Berlin"), read_only=read_only)


def tell(path: Path) -> Story:
    """From declaration to resolution, within an hour."""
    hands = Hands()
    store = opened(path, hands)
    sign_in(store, "Ana")
    configure(store, marking="INTERNAL USE", site="Plant K7")
    said = Declaration("Primary database refuses writes after disk filled", "db-core")
    incident = declare(store, said, Answers(Answer.HIGH, Answer.HIGH))
    assign(store, incident.id, "commander", "Ana", store.by.operator if store.by else "")
    change(store, incident.id, know="The volume of the log is full.", plan="Find what keeps old segments.")
    for kind, text in NOTES:
        hands.pass_minutes(7)
        add_note(store, incident.id, text, kind)
    add_note(
        store,
        incident.id,
        "The order desk called: orders are refused.",
        "communication",
        hands.at - timedelta(minutes=30),
    )
    move(store, incident.id, Phase.CONTAINED)
    hands.pass_minutes(12)
    move(store, incident.id, Phase.RESOLVED, reason="The slot is dropped and the volume has room again.")
    return Story(path, hands, store, store.incidents.get(incident.id))


def write_all(story: Story) -> Review:
    """A review with everything in it that a reader asks for."""
    store, review = story.store, story.review()
    texts = {
        "summary": SUMMARY,
        "impact": "About 1,200 orders were delayed, none were lost.",
        "detection": "The order desk called at 13:16; the alert had come four minutes before.",
        "factors": FACTORS,
        "response": "The slot was dropped at 13:31 and writes answered again at 13:52.",
        "helped": "The runbook named the query that lists slots.",
    }
    for key, text in texts.items():
        write(store, review.id, key, text)
    import_rows(store, review.id, [row for row, there in offered_rows(store, review.id) if not there])
    add_action(
        store,
        review.id,
        "Name slots in the retirement checklist",
        "Ana",
        "2026-12-01",
        "A retired test server leaves no slot",
    )
    add_action(store, review.id, "Alert on the rate at which the volume fills", "Ben", "2026-12-15")
    return store.reviews.get(review.id)
