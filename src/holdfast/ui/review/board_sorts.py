"""Figures and factors as cards and forms of their section."""

from functools import partial

from PySide6.QtWidgets import QWidget

from holdfast.domain.review import Review
from holdfast.domain.review_board import CATEGORIES, Factor, Figure, category_word
from holdfast.report.board import factor_rows
from holdfast.review.factors import add_factor, change_factor, drop_factor, link_factor, put_back
from holdfast.review.impact import add_figure, change_figure, drop_figure
from holdfast.ui.kit.buttons import quiet_button
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.text import label
from holdfast.ui.review.board_form import BoardForm, choice, tick
from holdfast.ui.review.services import Services
from holdfast.words import _


class FigureForm(BoardForm):
    """What was counted, how much, of which unit."""

    sort = "impact"

    def __init__(self, services: Services, review: Review, figure: Figure | None) -> None:
        made = figure or Figure("", "", "", "")
        lines = {
            "what": (_("What was counted"), made.what),
            "amount": (_("How much"), made.amount),
            "unit": (_("Unit"), made.unit),
        }
        super().__init__(services, review.id, made.id, lines)

    def put(self) -> object:
        store, said = self._services.store, self.texts()
        if self.ident:
            return change_figure(store, self._review, self.ident, **said)
        return add_figure(store, self._review, said["what"], said["amount"], said["unit"])


class FactorForm(BoardForm):
    """What had to be so, what made it reasonable, the chain of whys, its category, and its evidence."""

    sort = "factor"
    tall = frozenset({"whys"})

    def __init__(self, services: Services, review: Review, factor: Factor | None) -> None:
        self._factor = factor or Factor("", "")
        self._evidence = evidence(services, review, self._factor.id)
        lines = {
            "text": (_("What had to be so"), self._factor.text),
            "reasonable": (_("What made it reasonable at the time"), self._factor.reasonable),
            "whys": (_("Whys, each asked of the line before"), "\n".join(self._factor.whys)),
        }
        super().__init__(services, review.id, self._factor.id, lines)

    def more(self) -> list[QWidget]:
        options = [(each, category_word(each)) for each in CATEGORIES]
        self.category = choice(_("Category"), options, self._factor.category)
        self.root = tick(_("A root cause (there may be several, or none)"), on=self._factor.root)
        hint = _("Evidence: with this factor open, Enter on an entry of the incident's timeline links it.")
        parts: list[QWidget] = [self.category, self.root]
        if self._factor.id:
            parts.append(label(hint, "small", "muted", wrap=True))
        for entry, words in self._evidence:
            unlink = quiet_button(_("Unlink"), partial(self.link, entry, present=False))
            unlink.setAccessibleName(_("Unlink: {entry}").format(entry=words))
            line = QWidget()
            line.setLayout(row(label(words, "small", wrap=True), unlink))
            parts.append(line)
        return parts

    def link(self, entry: str, *, present: bool = True) -> None:
        """Link an entry as evidence, or take it away; what was typed is recorded with it."""
        store, ident = self._services.store, self.ident

        def both() -> object:
            with store.command():
                self._recorded()
                return link_factor(store, self._review, ident, entry, present=present)

        if self._services.record(both, self._failed) is not None:
            self.closed.emit()

    def put(self) -> object:
        store, said = self._services.store, self.texts()
        fields = {
            "reasonable": said["reasonable"],
            "whys": said["whys"].splitlines(),
            "category": self.category.value(),
            "root": self.root.isChecked(),
        }
        if self.ident:
            return change_factor(store, self._review, self.ident, text=said["text"], **fields)
        return add_factor(store, self._review, said["text"], **fields)


def figure_lines(figure: Figure) -> list[str]:
    """What a card says of a figure."""
    return [f"{figure.amount} {figure.unit}"]


def factor_lines(factor: Factor) -> list[str]:
    """What a card says of a factor below its words."""
    root = _("root cause") if factor.root else ""
    kind = ", ".join(filter(None, (root, category_word(factor.category) if factor.category else "")))
    reasonable = _("Reasonable then: {words}").format(words=factor.reasonable) if factor.reasonable else ""
    return [each for each in (kind, reasonable) if each]


def why_lines(factor: Factor) -> list[str]:
    """The chain of whys, a line each, every one asked of the line before."""
    return [
        _("Why {number}: {answer}").format(number=number, answer=answer)
        for number, answer in enumerate(factor.whys, 1)
    ]


def drop(services: Services, review: str, thing: Factor | Figure) -> object:
    """Take it off the board."""
    run = drop_factor if isinstance(thing, Factor) else drop_figure
    return run(services.store, review, thing.id)


def again(services: Services, review: str, thing: Factor | Figure) -> object:
    """Put on the board again what was taken off."""
    if isinstance(thing, Factor):
        return put_back(services.store, review, thing)
    return add_figure(services.store, review, thing.what, thing.amount, thing.unit)


def evidence(services: Services, review: Review, ident: str) -> list[tuple[str, str]]:
    """The entries in which a factor is seen, each with its words."""
    found = [
        (factor, told)
        for factor, told in zip(review.parts.factors, factor_rows(services.store, review), strict=True)
        if factor.id == ident
    ]
    return [pair for factor, told in found for pair in zip(factor.evidence, told.evidence, strict=True)]
