"""Writing a review: its sections, the rows chosen from the timeline, and releasing it."""

from collections.abc import Iterable, Mapping, Sequence

from holdfast.domain.clock import occurred_text
from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.review import APPENDIX, WRITTEN, Offered, Review
from holdfast.domain.text import clean_line, clean_prose, needed
from holdfast.domain.timeline import TimelineRow, timeline
from holdfast.store.store import Store
from holdfast.words import _


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
    for section in texts:
        if section not in (*WRITTEN, APPENDIX):
            raise UserError(
                _("{section} is no section that is written as text.").format(section=section),
                hint=_("Choose one of: {sections}.").format(sections=", ".join(WRITTEN)),
            )
    clean = {section: clean_prose(text, _("The section")) for section, text in texts.items()}
    with store.command():
        value = _open_review(store, review)
        store.record(
            *(
                New(
                    subject("review", review),
                    "review.written",
                    {"section": section, "text": [value.wrote.get(section), text]},
                    _about(value),
                )
                for section, text in clean.items()
                if text != value.texts.get(section, "")
            )
        )
        return store.reviews.get(review)


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


def import_rows(store: Store, review: str, rows: Sequence[TimelineRow]) -> Review:
    """Take timeline rows into the review; one that is there already is left as it was edited."""
    with store.command():
        value = _open_review(store, review)
        there = {row.source for row in value.rows}
        about = _about(value)
        fresh = {row.entry: row for row in rows if row.entry not in there}
        store.record(*(_row_added(review, row, about) for row in fresh.values()))
        return store.reviews.get(review)


def _row_added(review: str, row: TimelineRow, about: tuple[str, ...]) -> New:
    body = {
        "source": row.entry,
        "occurred": occurred_text(row.occurred),
        "recorded": occurred_text(row.recorded),
        "type": row.kind,
        "who": row.who,
        "text": row.text,
    }
    return New(subject("review", review), "review.row_added", body, about)


def change_row(store: Store, review: str, row: str, text: str) -> Review:
    """Reword a row for readers; its source stays linked."""
    clean = needed(clean_prose(text, _("The row")), _("The row"))
    with store.command():
        value = _open_review(store, review)
        there = next((one for one in value.rows if one.id == row), None)
        if there is None:
            raise UserError(_("This row is no longer in the review."), hint=_("Import the timeline again."))
        if clean != there.text:
            body = {"row": row, "text": [value.wrote.get(f"row:{row}"), clean]}
            store.record(New(subject("review", review), "review.row_changed", body, _about(value)))
        return store.reviews.get(review)


def drop_rows(store: Store, review: str, rows: Iterable[str]) -> Review:
    """Take rows out of the review; the timeline keeps them."""
    with store.command():
        value = _open_review(store, review)
        there = {row.id for row in value.rows}
        news = [
            New(subject("review", review), "review.row_dropped", {"row": row}, _about(value))
            for row in rows
            if row in there
        ]
        store.record(*news)
        return store.reviews.get(review)


def dismiss_offer(store: Store, review: str, offered: Offered, *, dismissed: bool = True) -> Review:
    """Say that no action is made of what was offered, or that it may be offered again."""
    with store.command():
        value = _open_review(store, review)
        was = offered in value.dismissed
        if was != dismissed:
            said = {"runbook": offered.runbook, "step": offered.step, "finding": offered.finding}
            body = {**said, "dismissed": [was, dismissed]}
            store.record(New(subject("review", review), "review.offer_dismissed", body, _about(value)))
        return store.reviews.get(review)


def release(store: Store, review: str) -> Review:
    """Release the review: it is no draft any more, and its text stands until it is opened again."""
    with store.command():
        value = _open_review(store, review)
        if not value.texts.get("summary"):
            raise UserError(
                _("The summary is empty, so the review can't be released yet."),
                hint=_("Write what happened in two or three sentences."),
            )
        _move(store, value, "released", value.revision)
        return store.reviews.get(review)


def open_again(store: Store, review: str, reason: str) -> Review:
    """Open a released review for its next revision."""
    why = needed(clean_line(reason, _("The reason")), _("The reason"))
    with store.command():
        value = store.reviews.get(review)
        if value.state == "released":
            _move(store, value, "draft", value.revision + 1, why)
        return store.reviews.get(review)


def _move(store: Store, value: Review, to: str, revision: int, reason: str = "") -> None:
    body: dict[str, object] = {"state": [value.state, to], "revision": revision}
    if reason:
        body["reason"] = reason
    store.record(New(subject("review", value.id), "review.moved", body, _about(value)))


def _open_review(store: Store, review: str) -> Review:
    value = store.reviews.get(review)
    if value.state == "released":
        raise UserError(
            _("This review is released and stands as it is."),
            hint=_("Open it again for a new revision, with a reason."),
        )
    return value


def _about(value: Review) -> tuple[str, ...]:
    return (subject("incident", value.incident),)
