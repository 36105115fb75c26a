"""A version as a row of a list, and everything that is known of it in a few lines."""

from collections.abc import Mapping
from datetime import tzinfo

from holdfast.domain.timewords import date_text, stamp_text
from holdfast.runbook.version_words import came_text
from holdfast.runbook.versions import Arrival, Deed, Version
from holdfast.ui.kit.rows import Row
from holdfast.words import _, ngettext


class VersionWords:
    """Says it with the names of people, by their ids, and the times of one zone."""

    def __init__(self, names: Mapping[str, str], zone: tzinfo) -> None:
        self._names, self._zone = names, zone

    def row(self, version: Version, *, newest: bool, ticked: bool) -> Row:
        """Its row: how it came, its hash, who stood behind it, how many runs used it."""
        came = came_text(version.came)
        said = (self._by(version.came), self._approved(version.approval))
        return Row(
            _("Newest: {how}").format(how=came) if newest else came[:1].upper() + came[1:],
            "  \N{MIDDLE DOT}  ".join(filter(None, said)),
            reference=version.hash[:8],
            age=date_text(version.came.at, self._zone),
            due=used_text(len(version.runs)),
            box="done" if ticked else "open",
        )

    def facts(self, version: Version) -> str:
        """Each time that it came, the newest first, and who accepted it."""
        told = [self._arrival(each) for each in reversed(version.arrivals)]
        approved = self._approved(version.approval)
        return "\n".join((*told, approved[:1].upper() + approved[1:] if approved else _("Not approved")))

    def _arrival(self, came: Arrival) -> str:
        at, by = stamp_text(came.at, self._zone), self._by(came)
        told = _("{at}: {how}").format(at=at, how=came_text(came))
        return f"{told}, {by}" if by else told

    def _by(self, deed: Deed) -> str:
        name = self._names.get(deed.by, "")
        return _("by {who}").format(who=name) if name else ""

    def _approved(self, deed: Deed | None) -> str:
        if deed is None:
            return ""
        who, day = self._names.get(deed.by, ""), date_text(deed.at, self._zone)
        return (
            _("approved {day} by {who}").format(day=day, who=who)
            if who
            else _("approved {day}").format(day=day)
        )


def used_text(count: int) -> str:
    """How many runs used it, "" for none."""
    return ngettext("{count} run", "{count} runs", count).format(count=count) if count else ""
