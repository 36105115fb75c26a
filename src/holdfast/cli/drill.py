"""`holdfast drill`: practising on made-up incidents."""

import argparse
from collections.abc import Callable
from typing import Any

from holdfast.cli import drill_run, drill_scenarios, drill_score
from holdfast.cli.drill_which import going_on, newest
from holdfast.cli.parts import Answer, noun, plain, verb, writing
from holdfast.domain.drill import Drill, drill_state_word
from holdfast.domain.errors import UserError
from holdfast.drill import play
from holdfast.store.store import Store
from holdfast.words import _

Act = Callable[[Store, str], Drill]


def add(nouns: Any) -> None:  # noqa: ANN401
    """Add the noun and its verbs."""
    verbs = noun(nouns, "drill", _("practising on made-up incidents"))
    drill_scenarios.add(verbs)
    drill_run.add(verbs)
    _add_moves(verbs)
    _add_injects(verbs)
    _add_words(verbs)
    drill_score.add(verbs)


def _which(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--drill", metavar="ID", help=_("which drill; the one that goes on by default"))


def _add_moves(verbs: Any) -> None:  # noqa: ANN401
    words = {
        "pause": _("let the drill's own time stand still"),
        "resume": _("let it go on"),
        "finish": _("end the drill: its alerts are over, its incidents ask for nobody"),
        "cancel": _("end a drill that shall not count as held, with --reason"),
    }
    for name, told in words.items():
        moved = verb(verbs, name, told, _move)
        _which(moved)
        if name != "resume":
            moved.add_argument("--reason", metavar="TEXT", default="", required=name == "cancel")


def _move(args: argparse.Namespace) -> Answer:
    moves: dict[str, Act] = {
        "pause": lambda store, ident: play.pause(store, ident, args.reason),
        "resume": play.resume,
        "finish": lambda store, ident: play.finish(store, ident, args.reason),
        "cancel": lambda store, ident: play.cancel(store, ident, args.reason),
    }
    with writing(args) as store:
        drill = moves[args.verb](store, going_on(store, args.drill).id)
    return _answer(
        drill, _("{title}: {state}.").format(title=drill.title, state=drill_state_word(drill.state))
    )


def _answer(drill: Drill, text: str) -> Answer:
    return Answer(plain(drill), text)


def _add_injects(verbs: Any) -> None:  # noqa: ANN401
    fired = verb(verbs, "fire", _("put an inject in now, before it is due"), _fire)
    held = verb(verbs, "hold", _("keep an inject back, or let it come again"), _hold)
    held.add_argument("--release", action="store_true", help=_("let it come when it is due"))
    for one in (fired, held):
        one.add_argument("inject", metavar="KEY")
        _which(one)


def _fire(args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        drill = play.fire(store, going_on(store, args.drill).id, args.inject)
    return _answer(drill, _("{key} is put in.").format(key=args.inject))


def _hold(args: argparse.Namespace) -> Answer:
    act = play.release if args.release else play.hold
    with writing(args) as store:
        drill = act(store, going_on(store, args.drill).id, args.inject)
    told = _("{key} comes when it is due.") if args.release else _("{key} is held back.")
    return _answer(drill, told.format(key=args.inject))


def _add_words(verbs: Any) -> None:  # noqa: ANN401
    noted = verb(verbs, "note", _("note what the facilitator saw"), _note)
    noted.add_argument("text", metavar="TEXT")
    judged = verb(
        verbs, "judge", _("say of an objective P, S, M or U, of an expectation met or missed"), _judge
    )
    judged.add_argument("key", metavar="KEY")
    judged.add_argument(
        "verdict", metavar="VERDICT", help=_("P, S, M, U, met, missed, or none to take it back")
    )
    judged.add_argument("--because", metavar="TEXT", default="")
    answered = verb(verbs, "answer", _("answer one of the scenario's questions, without a name"), _answered)
    answered.add_argument("question", type=int, metavar="NUMBER")
    answered.add_argument("text", metavar="TEXT")
    for one in (noted, judged, answered):
        one.add_argument("--drill", metavar="ID", help=_("which drill; the newest by default"))


def _note(args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        drill = play.note(store, newest(store, args.drill).id, args.text)
    return _answer(drill, _("Noted."))


def _judge(args: argparse.Namespace) -> Answer:
    verdict = "" if args.verdict == "none" else args.verdict
    with writing(args) as store:
        drill = play.judge(store, newest(store, args.drill).id, args.key, verdict, args.because)
    return _answer(drill, _("{key}: {verdict}.").format(key=args.key, verdict=args.verdict))


def _answered(args: argparse.Namespace) -> Answer:
    if args.question < 1:
        raise UserError(_("There is no question {number}.").format(number=args.question))
    with writing(args) as store:
        drill = play.answer(store, newest(store, args.drill).id, args.question - 1, args.text)
    return _answer(drill, _("Kept, without a name."))
