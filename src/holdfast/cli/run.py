"""`holdfast run`: follow a runbook on an incident, also afterwards from paper."""

import argparse
import sys
from pathlib import Path
from typing import Any, Final

from holdfast.cli.parts import Answer, Exit, lines, moment, noun, plain, read_text, reading, verb, writing
from holdfast.cli.run_of import (
    demoted_steps,
    find_run,
    find_step,
    run_text,
    run_value,
    runs_meant,
)
from holdfast.cli.runbook_find import find_runbook
from holdfast.desk.step_evidence import add_files, output_name
from holdfast.domain.document import Document, Step
from holdfast.domain.errors import UserError
from holdfast.domain.run import Run, step_state_word
from holdfast.domain.timewords import span_text
from holdfast.domain.value import title_text
from holdfast.respond.evidence_files import Content, of_bytes, read
from holdfast.runbook.paper_entry import enter, faults_text
from holdfast.runbook.run import (
    answer,
    begin_wait,
    document_of_run,
    finish,
    mark,
    refuse_settled,
    start,
    start_blank,
)
from holdfast.runbook.save_as import runbook_of
from holdfast.runbook.shaping import add_step, demote
from holdfast.runbook.writing import create
from holdfast.store.store import Store
from holdfast.words import _

_STATES: Final = {"done": "done", "skip": "skipped", "fail": "failed", "instead": "deviated", "open": "open"}
_ACTS: Final = (*_STATES, "wait", "answer")


def add(nouns: Any) -> None:  # noqa: ANN401
    """Add the noun and its verbs."""
    verbs = noun(nouns, "run", _("follow a runbook on an incident"))
    begun = verb(verbs, "start", _("start a runbook, or a blank checklist, on an incident"), _start)
    begun.add_argument("ref", help=_("the incident's reference"))
    what = begun.add_mutually_exclusive_group(required=True)
    what.add_argument("book", metavar="RUNBOOK", nargs="?", help=_("its id, path or title"))
    what.add_argument("--blank", metavar="TITLE", help=_("a checklist without a runbook"))
    begun.add_argument("--parent", metavar="RUN", help=_("the run whose step asks for it"))
    begun.add_argument("--step", metavar="N", help=_("that step"))
    _occurred(begun)
    _add_step_verbs(verbs)
    of_run(verbs, "status", _("how far a run is, or all runs of an incident"), _status)
    ended = of_run(verbs, "finish", _("finish a run; what is open stays so"), _finish)
    ended.add_argument("--reason", default="", help=_("why, if its steps don't say it"))
    saved = of_run(verbs, "save", _("make a runbook of what was done"), _save)
    saved.add_argument("--title", default="", help=_("another title than the run's"))
    saved.add_argument("--draft", action="store_true", help=_("only print its text"))
    paper = of_run(verbs, "paper", _("enter what was done on paper, all lines or none"), _paper)
    paper.add_argument("file", help=_("lines such as: 3 13:52 done two nodes answer; - for standard input"))
    paper.add_argument("--again", action="store_true", help=_("also if all of it is recorded already"))


def _add_step_verbs(verbs: Any) -> None:  # noqa: ANN401
    stepped = of_run(verbs, "step", _("say what became of a step"), _step)
    stepped.add_argument("step", metavar="N", help=_("its number, as status tells it"))
    stepped.add_argument("act", choices=_ACTS, help=_("what became of it"))
    stepped.add_argument("said", metavar="VALUE", nargs="?", help=_("the answer; else the same as --remark"))
    stepped.add_argument("--remark", default="", help=_("why, or what came of it"))
    stepped.add_argument("--value", help=_("the answer"))
    stepped.add_argument(
        "--output-file", metavar="F", help=_("its output, kept as evidence; - for standard input")
    )
    _occurred(stepped)
    added = of_run(verbs, "add", _("add a step"), _add)
    added.add_argument("text")
    added.add_argument("--after", metavar="N", help=_("the step that it follows; the last one by default"))
    gone = of_run(verbs, "demote", _("say that something is no step"), _demote)
    gone.add_argument("step", metavar="N", help=_("its number; with --back its id or its words"))
    gone.add_argument("--back", action="store_true", help=_("say that it is one after all"))
    kept = of_run(verbs, "evidence", _("keep a file as evidence of a step"), _evidence)
    kept.add_argument("step", metavar="N")
    kept.add_argument("file")
    kept.add_argument("--remark", default="", help=_("what it shows"))
    _occurred(kept)


def of_run(verbs: Any, name: str, words: str, run: Any) -> argparse.ArgumentParser:  # noqa: ANN401
    """Add a verb that speaks of one run."""
    parser = verb(verbs, name, words, run)
    parser.add_argument(
        "run_named", metavar="RUN", help=_("its id, its incident, or its runbook's title or path")
    )
    parser.add_argument(
        "--runbook", metavar="R", default="", help=_("which one, where an incident has several")
    )
    return parser


def _occurred(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--occurred", metavar="TIME", help=_("when it happened, if not now"))


def _start(args: argparse.Namespace) -> Answer:
    if bool(args.parent) != bool(args.step):
        raise UserError(_("A step and its run belong together."), hint=_("Give both --parent and --step."))
    with writing(args) as store:
        incident, at = store.incidents.find(args.ref), moment(store, args.occurred)
        if args.blank is not None:
            run = start_blank(store, incident.id, args.blank, at)
        else:
            parent = None
            if args.parent:
                asking = find_run(store, args.parent)
                parent = (asking.id, find_step(document_of_run(store, asking), args.step).id)
            run = start(store, incident.id, find_runbook(store, args.book).id, parent, at)
        return Answer(run_value(store, run), run_text(store, run))


def _meant(store: Store, args: argparse.Namespace) -> tuple[Run, Document]:
    run = find_run(store, args.run_named, args.runbook)
    return run, document_of_run(store, run)


def _step(args: argparse.Namespace) -> Answer:
    with writing(args) as store, store.command():
        run, document = _meant(store, args)
        step = find_step(document, args.step)
        if args.output_file is not None:
            content = _output(args.output_file, output_name(run, step))
            add_files(store, run.id, step, [content], occurred=moment(store, args.occurred))
        after = _said_of(store, run, step, args)
        return _answer(store, after, step)


def _said_of(store: Store, run: Run, step: Step, args: argparse.Namespace) -> Run:
    at = moment(store, args.occurred)
    asks = args.act == "answer" or (args.act == "done" and step.annotation.sort in ("input", "choice"))
    if args.act == "wait":
        return begin_wait(store, run.id, step, at)
    if args.act != "open":
        refuse_settled(run, step)
    if asks:
        value = args.said if args.value is None else args.value
        return answer(store, run.id, step, value or "", args.remark, at)
    remark = "\n".join(filter(None, (args.said, args.remark)))
    return mark(store, run.id, step, _STATES[args.act], remark, at)


def _output(file: str, name: str) -> Content:
    if file == "-":
        return of_bytes(name, sys.stdin.buffer.read(), "text/plain")
    return read(Path(file))


def _answer(store: Store, run: Run, step: Step) -> Answer:
    state, waits = run.state_of(step.id), run.waits.get(step.id)
    if state == "open" and waits is not None:
        told = _("Step {number} waits {span}: {text}.")
        span = span_text(waits.seconds)
    else:
        told, span = _("Step {number} is {state}: {text}."), ""
    said = told.format(
        number=step.number, state=step_state_word(state), span=span, text=step.plain.rstrip(".")
    )
    return Answer(run_value(store, run), lines(said, *run_text(store, run).split("\n")[:2]))


def _add(args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        run, document = _meant(store, args)
        after = find_step(document, args.after).id if args.after else ""
        ident = add_step(store, run.id, args.text, after)
        run = store.runbooks.run(run.id)
        step = find_step(document_of_run(store, run), ident)
        value = run_value(store, run) | {"added": step.number}
    return Answer(value, _("Step {number}: {text}").format(number=step.number, text=step.plain))


def _demote(args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        run, document = _meant(store, args)
        step = _demoted(store, run, args.step) if args.back else find_step(document, args.step)
        demote(store, run.id, step, demoted=not args.back)
        value = run_value(store, store.runbooks.run(run.id))
    told = _("A step again: {text}") if args.back else _("No step: {text}")
    return Answer(value, told.format(text=step.plain))


def _demoted(store: Store, run: Run, word: str) -> Step:
    for step in demoted_steps(store, run):
        if word in (step.id, step.plain):
            return step
    raise UserError(
        _("{word} was not said to be no step.").format(word=word),
        hint=_("Give its id or its words, as holdfast run status RUN --json tells them."),
    )


def _evidence(args: argparse.Namespace) -> Answer:
    content = read(Path(args.file))
    with writing(args) as store:
        run, document = _meant(store, args)
        step = find_step(document, args.step)
        (row,) = add_files(store, run.id, step, [content], args.remark, moment(store, args.occurred))
    value = plain(row) | {"id": row.entry, "sha256": content.sha256, "size": content.size}
    return Answer(value, _("Added: {text}").format(text=row.text))


def _status(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        if args.runbook:
            runs = [find_run(store, args.run_named, args.runbook)]
        else:
            runs = runs_meant(store, args.run_named)
        value = [run_value(store, run) for run in runs]
        told = "\n\n".join(run_text(store, run) for run in runs)
    return Answer(value, told or _("No runs."))


def _finish(args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        run = finish(store, _meant(store, args)[0].id, args.reason)
        return Answer(run_value(store, run), run_text(store, run).split("\n", maxsplit=1)[0])


def _save(args: argparse.Namespace) -> Answer:
    with reading(args) if args.draft else writing(args) as store:
        run, document = _meant(store, args)
        text = runbook_of(document, run, store.incidents.get(run.incident).ref, args.title)
        if args.draft:
            return Answer({"text": text}, text)
        book = create(store, text)
    told = _("In the library: {title}, {path}.").format(title=title_text(book.title), path=book.path)
    return Answer({"text": text, "runbook": book.id, "title": book.title, "path": book.path}, told)


def _paper(args: argparse.Namespace) -> Answer:
    text = sys.stdin.read() if args.file == "-" else read_text(args.file)
    with writing(args) as store:
        run, _document = _meant(store, args)
        sheet, faults = enter(store, run.id, text, again=args.again)
        run = store.runbooks.run(run.id)
        value = run_value(store, run) | {
            "recorded": 0 if faults else len(sheet.rows),
            "faults": plain(faults),
        }
        told = run_text(store, run)
    if faults:
        told = lines(*faults_text(faults), _("Nothing was recorded."))
    return Answer(value, told, Exit.NOTHING_DONE if faults else Exit.DONE)
