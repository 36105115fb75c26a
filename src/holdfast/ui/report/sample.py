"""Of which incidents an audit pack holds everything: all of its period, or a sample that a seed draws."""

from PySide6.QtWidgets import QLineEdit, QWidget

from holdfast.domain.errors import UserError
from holdfast.domain.text import clean_line
from holdfast.store.store import Store
from holdfast.ui.kit import theme
from holdfast.ui.kit.forms import Field, ParsedField, combo
from holdfast.ui.kit.text import set_tooltip
from holdfast.words import _

_ALL, _DRAWN = "all", "drawn"
_USUAL = "25"
_WIDTH, _SEED = 130, 230
_DIGITS = 9


class Sample:
    """The fields that choose; what they choose is `value`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._which = combo([(_ALL, _("All of the period")), (_DRAWN, _("A random sample"))])
        self.count = ParsedField(_("How &many"), _number, lambda _number: "", required=True)
        self.count.set_text(_USUAL)
        self.count.setFixedWidth(theme.px(_WIDTH))
        self._line = QLineEdit(self._new_seed())
        self._seed = Field(_("See&d"), self._line)
        set_tooltip(self._line, _("Draws the same incidents again."))
        self._seed.setFixedWidth(theme.px(_SEED))
        self.fields: tuple[QWidget, ...] = (Field(_("&Incidents"), self._which), self.count, self._seed)
        self._which.currentIndexChanged.connect(lambda _index: self._show())
        self._show()

    def value(self) -> tuple[int | None, str]:
        """How many are drawn by which seed; None and "" for all. UserError where that can't be read.

        Where the seed is empty one is chosen, and shown.
        """
        if self._which.currentData() == _ALL:
            return None, ""
        count = self.count.value()
        seed = clean_line(self._line.text(), _("The seed")) or self._new_seed()
        self._line.setText(seed)
        return count, seed

    def _new_seed(self) -> str:
        return self._store.new_id()[-12:]

    def _show(self) -> None:
        drawn = self._which.currentData() == _DRAWN
        for each in (self.count, self._seed):
            each.setEnabled(drawn)


def _number(text: str) -> int:
    typed = text.strip()
    if not typed.isdecimal() or len(typed) > _DIGITS or int(typed) < 1:
        raise UserError(
            _("A sample has at least one incident."),
            hint=_("Write a number, for example {n}.").format(n=_USUAL),
        )
    return int(typed)
