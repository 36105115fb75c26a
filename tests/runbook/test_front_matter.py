"""What strangers write above their runbooks: read where it can be, kept where not, never a failure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.document import Facts
from holdfast.runbook.front_matter import read
from holdfast.runbook.parse import parse

WHOLE = """\
title: Disk full
tags: [storage, '#db', storage]
services: db, cache
alert: DiskFull
severity: SEV2
owners: [Ana, Ben]
last reviewed: 2026-01-31
review-by: 2027-01-31T10:00:00
"""


def facts(text: str, fence: str = "---") -> Facts:
    found = read(text, fence)
    assert found.problems == ()
    return found.facts


def test_all_facts_under_the_names_that_people_use() -> None:
    assert facts(WHOLE) == Facts(
        "Disk full",
        ("storage", "db"),
        ("db", "cache"),
        ("DiskFull",),
        2,
        "Ana, Ben",
        "2026-01-31",
        "2027-01-31",
    )


def test_toml_says_the_same() -> None:
    text = (
        'title = "Disk full"\ntags = ["storage", "#db"]\nservice = "db, cache"\nalerts = ["DiskFull"]\n'
        'severity = 2\nteam = "Ana, Ben"\nreviewed = 2026-01-31\nreview_due = 2027-01-31T10:00:00Z\n'
    )
    assert facts(text, "+++") == facts(WHOLE)
    assert "can't be read" in read("title = ", "+++").problems[0]


def test_unknown_keys_are_kept_in_their_order() -> None:
    found = facts(
        "layout: page\ntitle: A\nauthors:\n  - Ana\n  - Ben\nlinks: {a: 1, b: [2, 3]}\nempty:\n1: one\n"
    )
    assert found.others == (
        ("layout", "page"), ("authors", "Ana, Ben"), ("links", "a: 1, b: 2, 3"), ("empty", ""), ("1", "one"),
    )  # fmt: skip


def test_a_second_name_of_a_fact_is_kept_as_well() -> None:
    found = facts("tag: a\ntags: [b]\n")
    assert (found.tags, found.others) == (("a",), (("tags", "b"),))


@pytest.mark.parametrize(
    ("text", "severity"),
    [("1", 1), ("P3", 3), ("sev-4", 4), ("Severity 5", 5), ("critical", 1), ("Warning", 3), ("info", 5)],
)
def test_severities_in_the_words_of_the_field(text: str, severity: int) -> None:
    assert facts(f"severity: {text}\n").severity == severity


@pytest.mark.parametrize("text", ["0", "6", "sev", "high", "[1, 2, 3]", "1.5", "{a: b}"])
def test_what_is_no_severity_is_told_and_kept(text: str) -> None:
    found = read(f"severity: {text}\n", "---")
    assert (found.facts.severity, len(found.facts.others)) == (0, 1)
    assert "is no severity" in found.problems[0]


@pytest.mark.parametrize("text", ["soon", "2026-13-01", "2026-02-30", "31.01.2026"])
def test_what_is_no_day_is_told_and_kept(text: str) -> None:
    found = read(f"reviewed: {text}\n", "---")
    assert (found.facts.reviewed, found.facts.others) == ("", (("reviewed", text),))
    assert "is no day" in found.problems[0]


def test_words_stay_words() -> None:
    found = facts("title: 2026-01-31\nowner: 0123\ntags: [2026-01-31, 1e3]\nlink: 2026-02-30\n")
    assert found.title == "2026-01-31"
    assert found.tags[0] == "2026-01-31"
    assert found.others == (("link", "2026-02-30"),)


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x]\nb: *a\n",
        "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]\n",
        "base: &base {a: 1}\nb:\n  <<: *base\n",
        "a: " + "[" * 20 + "]" * 20 + "\n",
        "a: " + "[" * 6000 + "\n",
        "{" * 3000,
        "a: !!python/object/apply:os.system [id]\n",
        "a: !custom x\n",
        "a: [1, 2\n",
        "a: b: c\n",
        "\ta: b\n",
        "a: 'open\n",
        "? [a, b]\n: c\n",
        "a: \x00\n",
        "- a\n- b\n",
        "only words\n",
        "a: 1\n---\nb: 2\n",
    ],
)
def test_what_is_meant_to_do_harm_or_is_broken_is_told(text: str) -> None:
    found = read(text, "---")
    assert found.problems
    assert found.facts == Facts()


def test_long_front_matter_is_not_read() -> None:
    assert "16 kB" in read("a: b\n" * 4000, "---").problems[0]
    assert read("a: " + "b" * 16_000 + "\n", "---").problems == ()


def test_long_values_are_bounded() -> None:
    found = facts(
        "tags: [" + ", ".join(f"t{number}" for number in range(1000)) + "]\ntitle: " + "x" * 5000 + "\n"
    )
    assert (len(found.tags), len(found.title)) == (60, 200)


@pytest.mark.parametrize("ended", ["\n", "\r\n", "\r"])
def test_any_line_end_and_a_mark_before_it(ended: str) -> None:
    text = "\ufeff---\n" + WHOLE + "---\n# Other title\n\n1. Act\n"
    document = parse(text.replace("\n", ended), "")
    assert document.facts == facts(WHOLE)
    assert document.title == "Disk full"


def test_nothing_is_nothing() -> None:
    assert read("", "---") == read(" \n", "+++") == read("# comment only\n", "+++")
    assert facts("a:\n").others == (("a", ""),)


@given(st.text(max_size=400) | st.text(alphabet="ab:-[]{}&*!|>'\"\n #,?%@`0123\t", max_size=120))
def test_it_never_raises(text: str) -> None:
    for fence in ("---", "+++"):
        found = read(text, fence)
        assert isinstance(found.facts, Facts)
        assert all(isinstance(each, str) and each for each in found.problems)


_plain = st.text(alphabet="abcXYZ 0-9äö", min_size=1, max_size=12).map(str.strip).filter(bool)


@given(st.dictionaries(st.from_regex(r"x_[a-z]{1,8}", fullmatch=True), _plain, min_size=1, max_size=6))
def test_unknown_keys_come_back_as_they_were_written(said: dict[str, str]) -> None:
    text = "".join(f"{key}: '{value}'\n" for key, value in said.items())
    assert dict(facts(text).others) == {key: " ".join(value.split()) for key, value in said.items()}
