"""The register of a period: read row by row, so that a hundred thousand incidents need no room."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from math import ceil, floor
from pathlib import Path
from typing import Final

from holdfast.desk.aside import Beside
from holdfast.desk.export import Exported, Handout, Ready, Signer, compare, make_file, prove_handout
from holdfast.desk.handover_export import site
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.incident import Incident
from holdfast.domain.timewords import stamp_text
from holdfast.domain.value import title_text
from holdfast.report.content import Paper
from holdfast.report.editions import control_of
from holdfast.report.evidence_of import render_json
from holdfast.report.language import spoken
from holdfast.report.record import at_one_head, imprint, period_status, stamp
from holdfast.report.register import (
    MOST_ON_PAGES,
    TIMES,
    Register,
    RegisterRow,
    csv_pieces,
    json_pieces,
    with_rows,
)
from holdfast.report.text import markdown_lines
from holdfast.report.write import write_pieces
from holdfast.store.projections import NOT_ASSESSED
from holdfast.store.store import Store
from holdfast.words import _

DOCUMENT: Final = "register"
MOST_COMPARED: Final = 5_000
"""Rows that are each compared with the journal before a register is handed out."""
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_STEP: Final = 500  # rows between two looks at whether anybody still waits
_PIECE: Final = 400  # rows that are written together

Progress = Callable[[int, int], bool]
"""Told how many rows are there, of how many; False stops."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which register: `since` is in it, `until` is not."""

    since: datetime
    until: datetime
    paper: Paper = "A4"
    language: str = "en"

    @property
    def seconds(self) -> tuple[int, int]:
        """The period in whole seconds since 1970; what was declared within its last second is in it."""
        return floor(self.since.timestamp()), ceil(self.until.timestamp())


def day_begun(text: str) -> str:
    """A time that was typed; of a day alone its beginning."""
    return f"{text.strip()} 00:00" if _DAY.fullmatch(text.strip()) else text


def going_on(_done: int, _all: int) -> bool:
    """Watch nothing, stop never."""
    return True


def register_handout(store: Store, asked: Asked, progress: Progress = going_on) -> Handout:
    """A register with all its rows, for pages; UserError where there are more than pages can hold."""

    def gather() -> Handout:
        head = register_start(store, asked)
        if head.incidents > MOST_ON_PAGES:
            raise UserError(
                _("This register has {count} incidents; on pages it can have {most}.").format(
                    count=f"{head.incidents:,}", most=f"{MOST_ON_PAGES:,}"
                ),
                hint=_("Choose a shorter period, or write it as CSV, JSON or Markdown."),
            )
        rows = tuple(register_rows(store, asked, head, progress))
        return _handout(asked, store, replace(head, rows=rows))

    return at_one_head(store, gather, asked.language)


def make_register(
    store: Store,
    asked: Asked,
    target: Path,
    form: str,
    progress: Progress = going_on,
    signer: Signer = "station",
) -> tuple[Ready, Exported]:
    """Write a register to `target`; `keep_export` is left. UserError where it is stopped, or as `make_file`.

    Only the PDF holds all rows at a time. For any thread that has a store of its own.
    """
    if form == "pdf":
        handout = register_handout(store, asked, progress)
        compare_rows(store, asked)
        ready = prove_handout(store, handout, signer)
        return ready, make_file(ready, target, form)
    with store.database.at_one_moment(), spoken(asked.language):
        head = register_start(store, asked)
        compare_rows(store, asked)
        ready = prove_handout(store, _handout(asked, store, head), signer)
        pieces = _PIECES[form](ready, head, register_rows(store, asked, head, progress))
        sha256 = write_pieces(target, _together(pieces))
    own = next(one for one in head.imprint.heads if one.station == ready.station)
    return ready, Exported(str(target), sha256, own)


def _together(pieces: Iterator[str]) -> Iterator[bytes]:
    """Many small pieces as few large ones."""
    kept: list[str] = []
    for piece in pieces:
        kept.append(piece)
        if len(kept) == _PIECE:
            yield "".join(kept).encode("utf-8", "replace")
            kept = []
    yield "".join(kept).encode("utf-8", "replace")


def _csv(_ready: Ready, _head: Register, rows: Iterator[RegisterRow]) -> Iterator[str]:
    return csv_pieces(rows)


def _json(ready: Ready, head: Register, rows: Iterator[RegisterRow]) -> Iterator[str]:
    return json_pieces(render_json(head, ready.proof).decode(), rows)


def _markdown(_ready: Ready, head: Register, rows: Iterator[RegisterRow]) -> Iterator[str]:
    lines = markdown_lines(with_rows(head, rows))
    return chain(iter([next(lines)]), (f"\n{line}" for line in lines))


_PIECES: Final = {"csv": _csv, "json": _json, "markdown": _markdown}


def register_start(store: Store, asked: Asked) -> Register:
    """The register without its rows. UserError where the period is the wrong way round."""
    if asked.since >= asked.until:
        raise UserError(
            _("The period ends before it begins: {since}, {until}.").format(
                since=stamp_text(asked.since, store.zone), until=stamp_text(asked.until, store.zone)
            ),
            hint=_("Give the earlier time first."),
        )
    made = imprint(store, "", asked.paper, asked.language, asked.until)
    counted = store.incidents.counted_between(*asked.seconds)
    real = [(severity, count) for severity, drill, count in counted if not drill]
    return Register(
        since=stamp(asked.since, store.zone),
        until=stamp(asked.until, store.zone),
        imprint=made,
        control=control_of(
            store, _on(store), _named(asked), period_status(store, asked.until), more=_more(store, real)
        ),
        incidents=sum(count for _severity, count in real),
        drills=sum(count for _severity, drill, count in counted if drill),
        severities=tuple((0 if severity == NOT_ASSESSED else severity, count) for severity, count in real),
    )


def _on(store: Store) -> str:
    return subject("store", store.facts.id)


def _named(asked: Asked) -> dict[str, str]:
    return {"document": DOCUMENT, "since": asked.since.isoformat(), "until": asked.until.isoformat()}


def _more(store: Store, real: list[tuple[int, int]]) -> tuple[tuple[str, str], ...]:
    told = _("every row, entry by entry")
    if sum(count for _severity, count in real) > MOST_COMPARED:
        told = _("not row by row, for more than {most} incidents; holdfast store check compares all").format(
            most=f"{MOST_COMPARED:,}"
        )
    inside = _("the signed heads; the entries are in the record of each incident")
    return (*site(store), (_("Compared with the journal"), told), (_("Proof inside"), inside))


def _handout(asked: Asked, store: Store, register: Register) -> Handout:
    """It rests on no incident: a row shows little of one, and must not carry all its entries out."""
    return Handout(register, (), _on(store), (), {**_named(asked), "zone": register.imprint.zone})


def compare_rows(store: Store, asked: Asked) -> None:
    """Compare each row with the journal, where they are not too many; the errors of `compare`."""
    begin, end = asked.seconds
    counted = store.incidents.counted_between(begin, end)
    if sum(count for _severity, drill, count in counted if not drill) <= MOST_COMPARED:
        found = [one for one in store.incidents.declared_between(begin, end) if not one.drill]
        reviews = [subject("review", one.review_id) for one in found if one.review == "draft"]
        compare(store, [*(subject("incident", one.id) for one in found), *reviews])


def register_rows(store: Store, asked: Asked, head: Register, progress: Progress) -> Iterator[RegisterRow]:
    """The rows one by one, by the time of declaration; UserError where `progress` stops them."""
    actions, reviews = store.reviews.open_actions(), store.reviews.on_their_way()
    again = store.reviews.opened_again()
    done = 0
    for value in store.incidents.declared_between(*asked.seconds):
        if value.drill:
            continue
        if done % _STEP == 0 and not progress(done, head.incidents):
            raise UserError(_("Stopped. No register was written."))
        done += 1
        review = reviews.get(value.review_id, value.review) if value.review == "draft" else value.review
        revisions = again.get(value.review_id, (None, None))
        yield _row(store, value, review, revisions, actions.get(value.id, 0))
    progress(done, head.incidents)


def _row(
    store: Store, value: Incident, review: str, revisions: tuple[int | None, int | None], actions: int
) -> RegisterRow:
    moments = value.moments
    declared = moments.get("declared")

    def span(name: str) -> int | None:
        at = moments.get(name)
        return None if at is None or declared is None else int((at - declared).total_seconds())

    zone = store.zone
    times = {name: at.astimezone(zone).isoformat(timespec="seconds") for name, at in moments.items()}
    return RegisterRow(
        ref=value.ref,
        title=title_text(value.title),
        service=value.service,
        severity=value.severity or 0,
        priority=value.priority or 0,
        phase=value.phase.value,
        review=review,
        open_actions=actions,
        to_acknowledge=span("acknowledged"),
        to_contain=span("contained"),
        to_resolve=span("resolved"),
        to_close=span("closed"),
        released_revision=revisions[0],
        open_revision=revisions[1],
        **{name: times[name] for name in TIMES if name in times},
    )


def register_aside(
    asked: Asked, place: Beside, target: Path, form: str, progress: Progress
) -> tuple[Ready, Exported]:
    """`make_register` over a connection of its own; for any thread."""
    with place.open() as store:
        return make_register(store, asked, target, form, progress)
