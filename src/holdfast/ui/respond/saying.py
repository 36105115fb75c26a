"""What is typed into the head of the live view and into its composer, recorded."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from holdfast.respond.incident import add_note, change
from holdfast.respond.people import assign_by_name
from holdfast.store.store import Store
from holdfast.ui.kit.notices import announce
from holdfast.ui.respond.composer import Composer
from holdfast.ui.respond.header import IncidentHeader
from holdfast.ui.respond.inline_text import InlineText
from holdfast.ui.respond.looking_back import LookingBack
from holdfast.ui.respond.timeline import TimelineView
from holdfast.words import _


class Saying(QObject):
    """Records it about the incident that is shown; what is refused is said where it was typed."""

    def __init__(
        self,
        store: Store,
        back: LookingBack,
        incident: Callable[[], str],
        header: IncidentHeader,
        composer: Composer,
        timeline: TimelineView,
    ) -> None:
        super().__init__(composer)
        self._store, self._back, self._incident = store, back, incident
        self._composer, self._timeline = composer, timeline
        lines = {"title": header.title, "service": header.service, **header.situation.texts}
        for field, line in lines.items():
            line.wanted.connect(partial(self._say, line, field))
        header.command_wanted.connect(self._take_command)
        composer.wanted.connect(self._add_note)

    def _say(self, line: InlineText, field: str, text: str) -> None:
        ident = self._incident()
        work = partial(change, self._store, ident, **{field: text})
        if self._back.record(work, line.show_error) is not None:
            line.recorded()

    def _take_command(self) -> None:
        ident = self._incident()
        self._back.record(lambda: assign_by_name(self._store, ident, "commander", "me"))

    def _add_note(self, text: str, kind: str, at: object, origin: str) -> None:
        ident = self._incident()
        row = self._back.record(
            lambda: add_note(self._store, ident, text, kind, at, origin),  # pyright: ignore[reportArgumentType]
            self._composer.show_error,
        )
        if row is not None:
            self._composer.recorded()
            self._timeline.reveal(row.kind)
            announce(self._composer, _("Added to the timeline."))
