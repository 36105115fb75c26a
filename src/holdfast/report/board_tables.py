"""The tables of contributing factors and of the impact's figures."""

from collections.abc import Sequence
from typing import Final

from holdfast.report.content import FactorRow, FigureRow
from holdfast.report.printed import Line, Table, cell
from holdfast.words import _

_FACTOR_SHARES: Final = (50.0, 35.0, 35.0)
_FIGURE_SHARES: Final = (80.0, 35.0)


def figures_table(rows: Sequence[FigureRow]) -> Table:
    """What was counted, and how much of it with its unit."""
    head = (_("What was counted"), _("How much"))
    return Table(head, _FIGURE_SHARES, tuple((cell(row.what), cell(_amount(row))) for row in rows))


def factors_table(rows: Sequence[FactorRow]) -> Table:
    """Each with its category and chain of whys, what made it reasonable, and where it can be seen."""
    head = (_("Factor"), _("What made it reasonable at the time"), _("Where it can be seen"))
    return Table(head, _FACTOR_SHARES, tuple(map(_factor_row, rows)), blank="\N{EN DASH}")


def _amount(row: FigureRow) -> str:
    amount = row.amount.replace("-", "\N{MINUS SIGN}")
    return f"{amount} {row.unit}"


def _factor_row(row: FactorRow) -> tuple[tuple[Line, ...], ...]:
    root = _("root cause") if row.root else ""
    chain = [
        _("Why {number}: {answer}").format(number=number, answer=answer)
        for number, answer in enumerate(row.whys, 1)
    ]
    first = cell(row.text, ", ".join(filter(None, (root, row.category))), *chain)
    return first, cell(row.reasonable), tuple(map(Line, row.evidence)) or cell("")
