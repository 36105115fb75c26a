"""A field for a moment that has passed, read and told in the station's zone."""

from collections.abc import Callable
from datetime import datetime, tzinfo

from holdfast.domain.errors import UserError
from holdfast.domain.incident import check_not_ahead
from holdfast.domain.timeforms import Unread
from holdfast.domain.times import parse_when
from holdfast.domain.timewords import clock_text, span_text, stamp_text
from holdfast.store.store import Store
from holdfast.ui.kit import theme
from holdfast.ui.kit.forms import ParsedField
from holdfast.words import _


class WhenField(ParsedField[datetime]):
    """`check` is given the moment and what the clock says, and refuses by a UserError what can't be."""

    def __init__(
        self,
        words: str,
        store: Store,
        *,
        empty: str = "",
        check: Callable[[datetime, datetime], object] = check_not_ahead,
        required: bool = False,
    ) -> None:
        """`empty` is the hint while nothing is typed: by default that it is now then."""
        self._store, self._may_be = store, check
        empty = empty or _("Empty is now; or 13:52, -10m")
        super().__init__(words, self._read, self._told, required=required, empty=empty)
        self.control.setFixedWidth(theme.px(240))

    def _read(self, text: str) -> datetime:
        if not text:
            raise UserError(_("When did it happen?"), _("For example 14:03 or -10m."))
        now = self._store.now()
        try:
            at = parse_when(text, now, self._store.zone)
        except Unread:  # its own words fill a field of this width with six lines
            raise UserError(_("That is not a time."), _("For example 14:03, -10m or 23.11. 14:03.")) from None
        self._may_be(at, now)
        return at

    def _told(self, at: datetime) -> str:
        return understood(at, self._store.now(), self._store.zone)


def understood(at: datetime, now: datetime, zone: tzinfo) -> str:
    """How a typed time was understood: "13:52, 11 min ago"."""
    passed = int((now - at).total_seconds())
    same_day = at.astimezone(zone).date() == now.astimezone(zone).date()
    told = clock_text(at, zone) if same_day else stamp_text(at, zone)
    if passed < 60:
        return _("{time}, now").format(time=told)
    return _("{time}, {span} ago").format(time=told, span=span_text(passed))
