"""What can be done in the review editor, for the registry of actions that the window keeps."""

from functools import partial
from typing import Protocol

from holdfast.domain.review import Review
from holdfast.ui.kit.verb import Verb
from holdfast.ui.review.acts import AGAIN, APPROVE, CHANGES, RELEASE, SUBMIT, reasons
from holdfast.ui.review.editor_comments import CommentPlaces
from holdfast.ui.review.editor_frame import EditorFrame
from holdfast.ui.review.editor_paper import EditorPaper
from holdfast.ui.review.editor_questions import EditorQuestions
from holdfast.ui.review.replacing import Replacing
from holdfast.ui.review.section import is_fixed
from holdfast.ui.review.services import Services
from holdfast.words import _


class Editor(Protocol):
    """What the verbs call."""

    frame: EditorFrame
    paper: EditorPaper
    questions: EditorQuestions
    places: CommentPlaces
    replacing: Replacing

    def record_now(self) -> object: ...
    def show_section(self, key: str) -> object: ...
    def show_interviews(self) -> object: ...
    def step(self, by: int) -> object: ...
    def next_hint(self) -> object: ...
    def leave_hint(self) -> object: ...
    def go_to_incident(self) -> object: ...


def editor_verbs(editor: Editor, services: Services, review: Review | None) -> list[Verb]:
    """The verbs as they stand for this review."""
    there = partial(_not_there, review)
    store, draft = services.store, partial(_not_draft, services, review)
    frame, paper, ask = editor.frame, editor.paper, editor.questions
    comments, find, notes = editor.places, editor.replacing, editor.show_interviews
    markdown, json = partial(paper.export, "markdown"), partial(paper.export, "json")
    replace, find_back = partial(find.find, replacing=True), partial(find.find_again, -1)
    comment, back = partial(comments.step, 1), partial(comments.step, -1)
    return [
        Verb("paper.export", _("&Export PDF…"), paper.export, "Ctrl+Shift+E", there),
        Verb("paper.markdown", _("Export as &Markdown…"), markdown, "", there),
        Verb("paper.json", _("Export as &JSON…"), json, "", there),
        Verb("paper.print", _("Pri&nt preview"), frame.show_print, "Ctrl+P", there),
        Verb("page.record", _("&Record what is written"), editor.record_now, "Ctrl+S", draft),
        Verb("review.import", _("&Import timeline…"), ask.import_timeline, "", draft),
        Verb("review.template", _("Choose te&mplate…"), partial(editor.show_section, "template"), "", draft),
        Verb("review.interviews", _("Inter&view notes"), notes, "Ctrl+Alt+N", there),
        Verb("review.known", _("What was &known then…"), ask.show_known, "", there),
        Verb("review.next", _("&Next section"), partial(editor.step, 1), "Ctrl+PgDown", there),
        Verb("review.previous", _("&Previous section"), partial(editor.step, -1), "Ctrl+PgUp", there),
        Verb("review.find", _("&Find…"), find.find, "", there),
        Verb("review.replace", _("Find and r&eplace…"), replace, "Ctrl+H", draft),
        Verb("review.find_next", _("Find: the next place"), partial(find.find_again, 1), "", there),
        Verb("review.find_back", _("Find: the place before"), find_back, "", there),
        Verb("review.hint", _("Next &hint"), editor.next_hint, "F7", draft),
        Verb("review.leave_hint", _("Leave &wording as it is…"), editor.leave_hint, "Ctrl+F7", draft),
        Verb("review.turn", _("PDF preview or &timeline"), frame.turn, "Ctrl+M", there),
        Verb("review.comment", _("Comment on the words chosen…"), comments.begin, "Ctrl+Alt+M", there),
        Verb("review.comments", _("Comments: the next one"), comment, "F8", there),
        Verb("review.comments_back", _("Comments: the one before"), back, "Shift+F8", there),
        Verb("review.revisions", _("Revisions and changes…"), ask.show_revisions, "", there),
        *(
            Verb(f"review.{act}", words, partial(ask.act, act), "", partial(reasons, store, review, act))
            for act, words in _acts()
        ),
        Verb("review.incident", _("&Go to the incident"), editor.go_to_incident, "", there),
    ]


def _acts() -> tuple[tuple[str, str], ...]:
    return (
        (SUBMIT, _("Submit for review…")),
        (APPROVE, _("Approve the review…")),
        (CHANGES, _("Ask for changes…")),
        (RELEASE, _("Re&lease review…")),
        (AGAIN, _("&Open released review again…")),
    )


def _not_there(review: Review | None) -> str:
    return "" if review is not None else _("No review is open.")


def _not_draft(services: Services, review: Review | None) -> str:
    if review is None:
        return _not_there(review)
    if services.store.read_only:
        return _("This store is open for reading only.")
    if review.state == "in_review" and is_fixed(services, review):
        return _("You read this review as its reviewer: comment on it.")
    return _("This review stands as it is. Open it again first.") if is_fixed(services, review) else ""
