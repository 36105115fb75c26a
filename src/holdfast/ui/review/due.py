"""Due dates as people type them and as a row says them."""

from datetime import date, timedelta

from holdfast.domain.errors import UserError
from holdfast.words import _, ngettext

_NAMES = ("d", "w")


def read_due(text: str, today: date) -> str:
    """The date, YYYY-MM-DD, of `2026-12-01`, `+14d` or `+2w`; UserError for anything else."""
    plain = text.strip()
    number, unit = plain[1:-1], plain[-1:].lower()
    if plain.startswith("+") and number.isdecimal() and len(number) <= 4 and unit in _NAMES:
        return (today + timedelta(days=int(number) * (7 if unit == "w" else 1))).isoformat()
    try:
        return date.fromisoformat(plain).isoformat()
    except ValueError as error:
        raise UserError(
            _("{text} is no date.").format(text=plain),
            hint=_("Write it as 2026-12-31, or +14d, or leave it empty."),
        ) from error


def due_words(due: str, today: date) -> str:
    """How far away a date is: "2026-12-01, in 8 days"."""
    days = (date.fromisoformat(due) - today).days
    if days == 0:
        away = _("today")
    elif days > 0:
        away = ngettext("in {count} day", "in {count} days", days).format(count=days)
    else:
        away = ngettext("{count} day ago", "{count} days ago", -days).format(count=-days)
    return _("{date}, {away}").format(date=due, away=away)
