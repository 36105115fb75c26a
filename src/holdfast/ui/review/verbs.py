"""What can be done in the review editor, for the registry of actions that the window keeps."""

from functools import partial
from typing import Protocol

from holdfast.domain.review import Review
from holdfast.ui.kit.verb import Verb
from holdfast.ui.review.section import is_fixed
from holdfast.ui.review.services import Services
from holdfast.words import _


class Editor(Protocol):
    """What the verbs call."""

    def record_now(self) -> object: ...
    def export(self, form: str = "pdf") -> object: ...
    def import_timeline(self) -> object: ...
    def step(self, by: int) -> object: ...
    def turn(self) -> object: ...
    def show_print(self) -> object: ...
    def release(self) -> object: ...
    def open_again(self) -> object: ...
    def go_to_incident(self) -> object: ...


def editor_verbs(editor: Editor, services: Services, review: Review | None) -> list[Verb]:
    """The verbs as they stand for this review."""
    there = partial(_not_there, review)
    draft, released = partial(_not_draft, services, review), partial(_not_released, services, review)
    markdown, json = partial(editor.export, "markdown"), partial(editor.export, "json")
    return [
        Verb("paper.export", _("&Export PDF…"), editor.export, "Ctrl+Shift+E", there),
        Verb("paper.markdown", _("Export as &Markdown…"), markdown, "", there),
        Verb("paper.json", _("Export as &JSON…"), json, "", there),
        Verb("paper.print", _("Pri&nt preview"), editor.show_print, "Ctrl+P", there),
        Verb("page.record", _("&Record what is written"), editor.record_now, "Ctrl+S", draft),
        Verb("review.import", _("&Import timeline…"), editor.import_timeline, "", draft),
        Verb("review.next", _("&Next section"), partial(editor.step, 1), "Ctrl+PgDown", there),
        Verb("review.previous", _("&Previous section"), partial(editor.step, -1), "Ctrl+PgUp", there),
        Verb("review.turn", _("PDF preview or &timeline"), editor.turn, "Ctrl+M", there),
        Verb("review.release", _("Re&lease review…"), editor.release, "", draft),
        Verb("review.again", _("&Open released review again…"), editor.open_again, "", released),
        Verb("review.incident", _("&Go to the incident"), editor.go_to_incident, "", there),
    ]


def _not_there(review: Review | None) -> str:
    return "" if review is not None else _("No review is open.")


def _not_draft(services: Services, review: Review | None) -> str:
    if review is None:
        return _not_there(review)
    if services.store.read_only:
        return _("This store is open for reading only.")
    return _("This review is released. Open it again first.") if is_fixed(services, review) else ""


def _not_released(services: Services, review: Review | None) -> str:
    if review is None or services.store.read_only:
        return _not_draft(services, review)
    return "" if review.state == "released" else _("This review is not released.")
