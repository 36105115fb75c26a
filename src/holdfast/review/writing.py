"""Writing a review: its sections, and the rows chosen from the timeline."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from holdfast.domain.clock import occurred_text
from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.review import APPENDIX, WRITTEN, Offered, Review
from holdfast.domain.review_layout import layout
from holdfast.domain.text import clean_line, clean_prose, needed
from holdfast.domain.timeline import TimelineRow, timeline
from holdfast.review.frozen import about, open_review
from holdfast.store.store import Store
from holdfast.words import _

_HEADING: Final = 80  # letters of the heading of a group of rows


def begin(store: Store, incident: str) -> Review:
    """The incident's review, begun where there is none."""
    with store.command():
        there = store.reviews.of_incident(incident)
        if there is not None:
            return there
        title = store.incidents.get(incident).title
        ident = store.new_id()
        store.record(
            New(subject("review", ident), "review.begun", {"title": title}, (subject("incident", incident),))
        )
        return store.reviews.get(ident)


def begin_imported(store: Store, incident: str, origin: str, source: str) -> Review:
    """Begin the review of an incident that was written elsewhere: its file, and the SHA-256 of that."""
    with store.command():
        body = {"title": store.incidents.get(incident).title, "origin": origin, "source": source}
        ident = store.new_id()
        store.record(New(subject("review", ident), "review.begun", body, (subject("incident", incident),)))
        return store.reviews.get(ident)


def write(store: Store, review: str, section: str, text: str) -> Review:
    """Record a section's text; the same text again is not recorded."""
    return write_all(store, review, {section: text})


def write_all(store: Store, review: str, texts: Mapping[str, str]) -> Review:
    """Record the texts of several sections, as `write` does."""
    _refuse_unknown(store.reviews.get(review), texts)
    clean = {section: clean_prose(text, _("The section")) for section, text in texts.items()}
    with store.command():
        value = open_review(store, review)
        store.record(
            *(
                New(
                    subject("review", review),
                    "review.written",
                    {"section": section, "text": [value.wrote.get(section), text]},
                    about(value),
                )
                for section, text in clean.items()
                if text != value.texts.get(section, "")
            )
        )
        return store.reviews.get(review)


def _refuse_unknown(value: Review, sections: Iterable[str]) -> None:
    """What no template of the review asks for could not be shown in its place."""
    here = [each.key for each in layout(value) if each.written]
    for section in sections:
        if section not in (*here, *WRITTEN, APPENDIX):
            raise UserError(
                _("{section} is no section that is written as text.").format(section=section),
                hint=_("Choose one of: {sections}.").format(sections=", ".join(here)),
            )


def offered_rows(store: Store, review: str) -> list[tuple[TimelineRow, bool]]:
    """Every timeline row of the incident, and whether the review has it already.

    What was withdrawn is no longer offered; a review that has it keeps it.
    """
    value = store.reviews.get(review)
    chosen = {row.source for row in value.rows}
    rows = timeline(store.entries("incident", value.incident), store.operators.names())
    return [
        (row, row.entry in chosen)
        for row in rows
        if row.kind not in ("review", "report", "removal") and (not row.withdrawn or row.entry in chosen)
    ]


def import_rows(store: Store, review: str, rows: Sequence[TimelineRow], group: str = "") -> Review:
    """Take timeline rows into the review; one that is there already is left as it was edited.

    With a `group` the fresh ones stand under that heading.
    """
    with store.command():
        value = open_review(store, review)
        there = {row.source for row in value.rows}
        fresh = {row.entry: row for row in rows if row.entry not in there}
        store.record(*(_row_added(value, row) for row in fresh.values()))
        after = store.reviews.get(review)
        added = [row.id for row in after.rows if row.source in fresh]
        return group_rows(store, review, added, group) if group else after


def _row_added(value: Review, row: TimelineRow) -> New:
    body = {
        "source": row.entry,
        "occurred": occurred_text(row.occurred),
        "recorded": occurred_text(row.recorded),
        "type": row.kind,
        "who": row.who,
        "text": row.text,
    }
    return New(subject("review", value.id), "review.row_added", body, about(value))


def change_row(store: Store, review: str, row: str, text: str) -> Review:
    """Reword a row for readers; its source stays linked."""
    clean = needed(clean_prose(text, _("The row")), _("The row"))
    with store.command():
        value = open_review(store, review)
        there = next((one for one in value.rows if one.id == row), None)
        if there is None:
            raise UserError(_("This row is no longer in the review."), hint=_("Import the timeline again."))
        if clean != there.text:
            body = {"row": row, "text": [value.wrote.get(f"row:{row}"), clean]}
            store.record(New(subject("review", review), "review.row_changed", body, about(value)))
        return store.reviews.get(review)


def group_rows(store: Store, review: str, rows: Iterable[str], group: str) -> Review:
    """Put rows under one heading, a group; "" puts them under none. Their sources stay linked."""
    clean = clean_line(group, _("The heading"), _HEADING)
    with store.command():
        value = open_review(store, review)
        there = {row.id: row for row in value.rows}
        store.record(
            *(_grouped(value, row, clean) for row in rows if row in there and there[row].group != clean)
        )
        return store.reviews.get(review)


def _grouped(value: Review, row: str, group: str) -> New:
    body = {"row": row, "group": [value.wrote.get(f"group:{row}"), group]}
    return New(subject("review", value.id), "review.row_grouped", body, about(value))


def regroup_rows(store: Store, review: str, groups: Mapping[str, str]) -> Review:
    """Put each row (by its id) under its own heading, as one command: what undoing a grouping asks."""
    with store.command():
        for row, group in groups.items():
            group_rows(store, review, [row], group)
        return store.reviews.get(review)


def drop_rows(store: Store, review: str, rows: Iterable[str]) -> Review:
    """Take rows out of the review; the timeline keeps them."""
    with store.command():
        value = open_review(store, review)
        there = {row.id for row in value.rows}
        news = [
            New(subject("review", review), "review.row_dropped", {"row": row}, about(value))
            for row in rows
            if row in there
        ]
        store.record(*news)
        return store.reviews.get(review)


def dismiss_offer(store: Store, review: str, offered: Offered, *, dismissed: bool = True) -> Review:
    """Say that no action is made of what was offered, or that it may be offered again."""
    with store.command():
        value = open_review(store, review)
        was = offered in value.dismissed
        if was != dismissed:
            said = {"runbook": offered.runbook, "step": offered.step, "finding": offered.finding}
            body = {**said, "dismissed": [was, dismissed]}
            store.record(New(subject("review", review), "review.offer_dismissed", body, about(value)))
        return store.reviews.get(review)
