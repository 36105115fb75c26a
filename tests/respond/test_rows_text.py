"""Rows as text: nothing in them is taken for markup, for a separator or for a formula."""

import csv
import io
from datetime import timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from holdfast.domain.table import unsafe
from holdfast.respond.rows_text import rows_csv, rows_markdown
from holdfast.store.incidents import IncidentRow

ZONE = timezone(timedelta(hours=1))
ROW = IncidentRow(
    id="i", ref="INC-K7-142", title="Disk full", service="db", phase="contained",
    severity=1, lead="Ana", lead_operator="lead", review="", declared=1_795_436_160, ended=None,
    due_at=1_795_439_760, due_what="resolve",
)  # fmt: skip
IDLE = replace(ROW, title="a | b\n*c*", severity=None, lead="", due_at=None, due_what="")


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_a_table_shows_what_the_rows_say() -> None:
    assert rows_markdown([ROW, IDLE], ZONE).splitlines() == [
        "| Incident | Severity | Phase | Title | Service | Lead | Declared | Due |",
        "|---|---|---|---|---|---|---|---|",
        "| INC-K7-142 | SEV1 Critical | contained | Disk full | db | Ana | 2026-11-23 13:16 UTC+1 | 2026-11-23 14:16 UTC+1 |",  # noqa: E501
        r"| INC-K7-142 | Not assessed | contained | a \| b \*c\* | db |  | 2026-11-23 13:16 UTC+1 |  |",
    ]


def test_csv_has_a_head_and_one_line_for_each_row() -> None:
    assert rows_csv([ROW, IDLE]) == (
        "reference,severity,phase,title,service,lead,declared,ended,due_at,due\r\n"
        "INC-K7-142,1,contained,Disk full,db,Ana,"
        "2026-11-23T12:16:00+00:00,,2026-11-23T13:16:00+00:00,resolve\r\n"
        'INC-K7-142,,contained,"a | b\n*c*",db,,2026-11-23T12:16:00+00:00,,,\r\n'
    )


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '="a","b"'])
def test_no_cell_is_a_formula(title: str) -> None:
    (_head, row) = read(rows_csv([replace(ROW, title=title, service=title, lead=title)]))
    assert row[3:6] == [f"'{title}"] * 3


@example("\n")
@example("'=1")
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12))
def test_any_text_comes_back_as_it_was(title: str) -> None:
    (_head, row) = read(rows_csv([replace(ROW, title=title)]))
    assert unsafe(row[3]) == title
    assert not row[3].startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
