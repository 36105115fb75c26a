"""What can be done in the review editor, for the registry of actions that the window keeps."""

from functools import partial
from typing import Protocol

from holdfast.domain.review import Review
from holdfast.ui.kit.verb import Verb
from holdfast.ui.review.acts import AGAIN, APPROVE, CHANGES, RELEASE, SUBMIT, reasons
from holdfast.ui.review.section import is_fixed
from holdfast.ui.review.services import Services
from holdfast.words import _


class Editor(Protocol):
    """What the verbs call."""

    def record_now(self) -> object: ...
    def export(self, form: str = "pdf") -> object: ...
    def import_timeline(self) -> object: ...
    def show_section(self, key: str) -> object: ...
    def step(self, by: int) -> object: ...
    def turn(self) -> object: ...
    def show_print(self) -> object: ...
    def act(self, act: str) -> object: ...
    def comment(self) -> object: ...
    def step_comment(self, by: int) -> object: ...
    def show_revisions(self) -> object: ...
    def show_known(self) -> object: ...
    def show_interviews(self) -> object: ...
    def go_to_incident(self) -> object: ...
    def find_words(self, *, replacing: bool = False) -> object: ...
    def find_again(self, by: int) -> object: ...
    def next_hint(self) -> object: ...
    def leave_hint(self) -> object: ...


def editor_verbs(editor: Editor, services: Services, review: Review | None) -> list[Verb]:
    """The verbs as they stand for this review."""
    there = partial(_not_there, review)
    store, draft = services.store, partial(_not_draft, services, review)
    back, notes = partial(editor.step_comment, -1), editor.show_interviews
    replace, find_back = partial(editor.find_words, replacing=True), partial(editor.find_again, -1)
    markdown, json = partial(editor.export, "markdown"), partial(editor.export, "json")
    return [
        Verb("paper.export", _("&Export PDF…"), editor.export, "Ctrl+Shift+E", there),
        Verb("paper.markdown", _("Export as &Markdown…"), markdown, "", there),
        Verb("paper.json", _("Export as &JSON…"), json, "", there),
        Verb("paper.print", _("Pri&nt preview"), editor.show_print, "Ctrl+P", there),
        Verb("page.record", _("&Record what is written"), editor.record_now, "Ctrl+S", draft),
        Verb("review.import", _("&Import timeline…"), editor.import_timeline, "", draft),
        Verb("review.template", _("Choose te&mplate…"), partial(editor.show_section, "template"), "", draft),
        Verb("review.interviews", _("Inter&view notes"), notes, "Ctrl+Alt+N", there),
        Verb("review.known", _("What was &known then…"), editor.show_known, "", there),
        Verb("review.next", _("&Next section"), partial(editor.step, 1), "Ctrl+PgDown", there),
        Verb("review.previous", _("&Previous section"), partial(editor.step, -1), "Ctrl+PgUp", there),
        Verb("review.find", _("&Find…"), editor.find_words, "", there),
        Verb("review.replace", _("Find and r&eplace…"), replace, "Ctrl+H", draft),
        Verb("review.find_next", _("Find: the next place"), partial(editor.find_again, 1), "", there),
        Verb("review.find_back", _("Find: the place before"), find_back, "", there),
        Verb("review.hint", _("Next &hint"), editor.next_hint, "F7", draft),
        Verb("review.leave_hint", _("Leave &wording as it is…"), editor.leave_hint, "Ctrl+F7", draft),
        Verb("review.turn", _("PDF preview or &timeline"), editor.turn, "Ctrl+M", there),
        Verb("review.comment", _("Comment on the words chosen…"), editor.comment, "Ctrl+Alt+M", there),
        Verb("review.comments", _("Comments: the next one"), partial(editor.step_comment, 1), "F8", there),
        Verb("review.comments_back", _("Comments: the one before"), back, "Shift+F8", there),
        Verb("review.revisions", _("Revisions and changes…"), editor.show_revisions, "", there),
        *(
            Verb(f"review.{act}", words, partial(editor.act, act), "", partial(reasons, store, review, act))
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
