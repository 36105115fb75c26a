"""`holdfast review new|submit|approve|ask-changes|comment|release|reopen|diff`: from author to readers."""

import argparse
from typing import Any

from holdfast.cli.output import complain
from holdfast.cli.parts import Answer, lines, plain, reading, verb, writing
from holdfast.cli.review_content import with_template
from holdfast.cli.review_find import review_of
from holdfast.domain.diff import DiffLine
from holdfast.domain.errors import UserError
from holdfast.domain.review import Review, section_title
from holdfast.domain.review_flow import Comment, Deed
from holdfast.domain.timewords import stamp_text
from holdfast.domain.value import altered
from holdfast.review.comments import answer, comment, is_earlier, resolve, section_text
from holdfast.review.differences import differences
from holdfast.review.readiness import Finding, Looked, readiness
from holdfast.review.workflow import approve, ask_changes, open_again, release, submit
from holdfast.review.writing import begin
from holdfast.store.as_it_was import as_it_was, as_released, points
from holdfast.store.store import Store
from holdfast.words import _

_SIGNS = {"same": " ", "added": "+", "removed": "-"}


def add(verbs: Any) -> None:  # noqa: ANN401
    """Add the verbs."""
    begun = verb(verbs, "new", _("begin the review of an incident"), _new)
    begun.add_argument("ref")
    begun.add_argument("--template", default="", metavar="NAME|FILE.toml", help=_("which sections it has"))
    given = verb(verbs, "submit", _("give a draft to its reviewers"), _submit)
    given.add_argument("ref")
    given.add_argument(
        "--reviewer", action="append", default=[], metavar="NAME", help=_("an operator; may be given again")
    )
    verb(verbs, "approve", _("approve what the review says now"), _approve).add_argument("ref")
    asked = verb(verbs, "ask-changes", _("send it back to its author"), _ask_changes)
    asked.add_argument("ref")
    asked.add_argument("--reason", required=True, help=_("what is asked for"))
    out = verb(verbs, "release", _("release a review: it is no draft any more"), _release)
    out.add_argument("ref")
    out.add_argument("--reason", default="", help=_("why without a second person, where nobody approved it"))
    again = verb(verbs, "reopen", _("open a released review for its next revision"), _reopen)
    again.add_argument("ref")
    again.add_argument("--reason", required=True, help=_("why; it stands in the record"))
    _add_comment(verbs)
    shown = verb(verbs, "diff", _("what changed between two states of a review"), _diff)
    shown.add_argument("ref")
    told = _("a released revision, or submitted: as it was last submitted")
    shown.add_argument("--from", dest="old", metavar="N", default="", help=told)
    shown.add_argument("--to", dest="new", metavar="N", default="", help=_("the same; else as it is now"))


def _add_comment(verbs: Any) -> None:  # noqa: ANN401
    said = verb(verbs, "comment", _("comment on a review; without a text lists the comments"), _comment)
    said.add_argument("ref")
    said.add_argument("text", nargs="?", default="")
    said.add_argument("--section", default="", help=_("the section; else the whole review"))
    said.add_argument("--quote", default="", help=_("words of the section that it is about"))
    one = said.add_mutually_exclusive_group()
    one.add_argument("--answer", metavar="ID", help=_("answer this comment with the text"))
    one.add_argument("--resolve", metavar="ID", help=_("say that this comment is seen to"))
    one.add_argument("--again", metavar="ID", help=_("say that this comment is open again"))


def _new(args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        incident = store.incidents.find(args.ref)
        with store.command():
            review = with_template(store, begin(store, incident.id), args.template)
    # Who begins a review that is there already need be none of those who may read its interview notes.
    told = altered(review, parts=altered(review.parts, interviews=()))
    return Answer(plain(told), _("The review of {ref} is begun.").format(ref=incident.ref))


def _submit(args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        after = submit(
            store, review_of(store, args.ref).id, [_operator(store, name) for name in args.reviewer]
        )
        names = ", ".join(_names(store, after.flow.reviewers))
        told = _("The review of {ref} is in review by {names}.")
        return Answer(plain(after), told.format(ref=_ref(store, after), names=names))


def _operator(store: Store, name: str) -> str:
    found = store.operators.named(name)
    if found is None:
        raise UserError(
            _("There is no operator {name} in this store. Nothing was recorded.").format(name=name),
            hint=_("Add one first: holdfast operator add NAME."),
        )
    return found.id


def _approve(args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        after = approve(store, review_of(store, args.ref).id)
        ref, waiting = _ref(store, after), _names(store, after.flow.waiting(after.revision))
        left = _left(store, after)
    complain(*left)
    told = _("The review of {ref} is approved.").format(ref=ref)
    if waiting:
        told = _("Your approval of {ref} is recorded. Still to come: {names}.")
        told = told.format(ref=ref, names=", ".join(waiting))
    return Answer(plain(after), told)


def _ask_changes(args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        after = ask_changes(store, review_of(store, args.ref).id, args.reason)
        told = _("The review of {ref} went back to its author.").format(ref=_ref(store, after))
    return Answer(plain(after), told)


def _release(args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        after = release(store, review_of(store, args.ref).id, args.reason)
        ref, left = _ref(store, after), _left(store, after)
    complain(*left)
    told = _("The review of {ref} is released.").format(ref=ref)
    if not after.flow.releases[-1].approvals:
        told = _("The review of {ref} is released without a second person.").format(ref=ref)
    return Answer(plain(after), told)


def _left(store: Store, value: Review) -> list[str]:
    """What is missing in a review that was judged or released all the same, in words."""
    names = {
        "text": _("nothing is written"),
        "figure": _("no figure"),
        "rows": _("no rows"),
        "source": _("a row without its entry"),
        "evidence": _("a factor without evidence"),
        "actions": _("none"),
        "owner": _("nobody sees to an action"),
        "due": _("an action without a date"),
        "verify": _("an action without how it is seen to work"),
        "comment": _("an open comment"),
        "reviewer": _("no reviewer was named"),
    }
    found = readiness(Looked(value, value.texts, store.reviews.actions(value.id)))
    told = (_lacking(value, each, names[each.lack]) for each in found)
    return [_("Still missing: {what}").format(what=each) for each in dict.fromkeys(told)]


def _lacking(value: Review, found: Finding, lack: str) -> str:
    where = found.section and section_title(found.section)
    said = next((each.text for each in value.flow.comments if each.id == found.place), "")
    return ": ".join(filter(None, (where, lack, said)))


def _reopen(args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        after = open_again(store, review_of(store, args.ref).id, args.reason)
        ref = _ref(store, after)
    told = _("The review of {ref} is open: revision {number}.").format(ref=ref, number=after.revision)
    return Answer(plain(after), told)


def _comment(args: argparse.Namespace) -> Answer:
    changes = args.text or args.answer or args.resolve or args.again
    with writing(args) if changes else reading(args) as store:
        value = review_of(store, args.ref)
        if not changes:
            return _comments(store, value)
        after = _commented(store, value, args)
        told = _("Recorded on the review of {ref}.").format(ref=_ref(store, after))
        return Answer(plain(after.flow.comments), told)


def _commented(store: Store, value: Review, args: argparse.Namespace) -> Review:
    if args.answer:
        return answer(store, value.id, args.answer, args.text)
    if args.resolve or args.again:
        return resolve(store, value.id, args.resolve or args.again, resolved=bool(args.resolve))
    text = section_text(value, args.section)
    at = text.find(args.quote)
    if args.quote and at < 0:
        raise UserError(
            _("These words do not stand in {section}. Nothing was recorded.").format(
                section=args.section or _("the whole review")
            ),
            hint=_("Give words as they stand in the section named with --section."),
        )
    return comment(store, value.id, args.text, args.section, args.quote, at)


def _comments(store: Store, value: Review) -> Answer:
    told = [line for each in value.flow.comments for line in _told(store, value, each)]
    return Answer(plain(value.flow.comments), lines(*told) or _("There are no comments."))


def _told(store: Store, value: Review, each: Comment) -> list[str]:
    quote = _("on “{words}”").format(words=each.quote) if each.quote else ""
    earlier = _("about an earlier version") if is_earlier(value, each) else ""
    state = _("resolved") if each.state == "resolved" else _("open")
    head = "  ".join(filter(None, (each.id[:8], state, each.section, _by(store, each.deed), earlier)))
    answers = [f"    {_by(store, one.deed)}: {one.text}" for one in each.answers]
    return [head, *([f"    {quote}"] if quote else []), f"    {each.text}", *answers]


def _by(store: Store, deed: Deed) -> str:
    return f"{_names(store, (deed.by,))[0]} {stamp_text(deed.at, store.zone)}"


def _names(store: Store, operators: tuple[str, ...]) -> list[str]:
    names = store.operators.names()
    return [names.get(each, each[:8]) for each in operators]


def _ref(store: Store, review: Review) -> str:
    return store.incidents.get(review.incident).ref


def _diff(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        value = review_of(store, args.ref)
        old = _state(store, value, args.old or _default(store, value))
        found = differences(old, _state(store, value, args.new) if args.new else value)
    told = [f"{_SIGNS[line.kind]} {_marked(line)}" for line in found]
    return Answer([plain(line) for line in found], lines(*told) or _("Nothing is different."))


def _default(store: Store, value: Review) -> str:
    """The release before this revision, else the last submission."""
    earlier = [str(each.revision) for each in value.flow.releases if each.revision < value.revision]
    if earlier:
        return earlier[-1]
    if any(each.state == "in_review" for each in points(store, value.id)):
        return "submitted"
    raise UserError(
        _("This review was neither submitted nor released before, so there is nothing to compare."),
        hint=_("Compare two of its states with --from and --to."),
    )


def _state(store: Store, value: Review, named: str) -> Review:
    if named == "submitted":
        given = [each for each in points(store, value.id) if each.state == "in_review"]
        if not given:
            raise UserError(_("This review was never submitted."), hint=_("Name a released revision."))
        return as_it_was(store, value.id, given[-1].deed.entry).review
    if not named.isdigit():
        raise UserError(
            _("{text} is no revision.").format(text=named), hint=_("Give its number, or: submitted.")
        )
    return as_released(store, value.id, int(named)).review


def _marked(line: DiffLine) -> str:
    """The line with its changed words in brackets, as wdiff writes them."""
    first, last = ("{+", "+}") if line.kind == "added" else ("[-", "-]")
    at, parts = 0, list[str]()
    for start, end in line.spans:
        parts += [line.text[at:start], first, line.text[start:end], last]
        at = end
    return "".join((*parts, line.text[at:]))
