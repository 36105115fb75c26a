"""Factors and figures of a review as a report shows them."""

from holdfast.domain.review import Review
from holdfast.domain.review_board import category_word
from holdfast.domain.timeline import timeline
from holdfast.domain.timewords import stamp_text
from holdfast.report.content import FactorRow, FigureRow
from holdfast.store.store import Store
from holdfast.words import _


def factor_rows(store: Store, review: Review) -> tuple[FactorRow, ...]:
    """The factors in the order in which they were added, each with its evidence in words."""
    told = _told(store, review) if any(each.evidence for each in review.parts.factors) else {}
    return tuple(
        FactorRow(
            text=each.text,
            category=category_word(each.category) if each.category else "",
            root=each.root,
            reasonable=each.reasonable,
            whys=each.whys,
            evidence=tuple(told.get(entry) or _elsewhere(entry) for entry in each.evidence),
        )
        for each in review.parts.factors
    )


def figure_rows(review: Review) -> tuple[FigureRow, ...]:
    """The figures in the order in which they were added."""
    return tuple(FigureRow(each.what, each.amount, each.unit) for each in review.parts.figures)


def _told(store: Store, review: Review) -> dict[str, str]:
    rows = timeline(store.entries("incident", review.incident), store.operators.names())
    return {row.entry: f"{stamp_text(row.occurred, store.zone)}: {row.text}" for row in rows}


def _elsewhere(entry: str) -> str:
    return _("Entry {hash}").format(hash=entry[:16])
