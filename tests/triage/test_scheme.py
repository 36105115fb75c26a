"""A scheme: what the shipped one says, and how broken ones are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.classification import NUMBERS, Level, severity_word
from holdfast.domain.errors import UserError
from holdfast.triage.scheme import Need, Scheme, seconds
from holdfast.triage.scheme_check import problems
from holdfast.triage.scheme_file import default_text, load, shipped
from tests.triage.conftest import OLD_SCHEMES

TEXT = OLD_SCHEMES["default-1.toml"]  # its lines stay where they are
SCHEME = load(default_text())
DUES = (Need.TASKS, Need.CRITERIA, Need.FINAL_UPDATE)


def _refusal(old: str, new: str) -> str:
    assert TEXT.count(old) == 1, old
    with pytest.raises(UserError) as refused:
        load(TEXT.replace(old, new))
    assert "Nothing was changed" in refused.value.hint
    return refused.value.what


def test_the_shipped_scheme_speaks_the_programs_words() -> None:
    assert {number: SCHEME.severity(number).word for number in NUMBERS} == {
        number: severity_word(number) for number in NUMBERS
    }
    assert [role.key for role in SCHEME.roles] == ["commander", "operations", "scribe", "communications"]
    assert [choice.key for choice in SCHEME.noticed] == [
        "person",
        "monitoring",
        "alert",
        "user_report",
        "other",
    ]
    assert (SCHEME.assess_within_s, SCHEME.ask_again_s) == (900, 900)
    assert (SCHEME.safety.impact, SCHEME.safety.severity) == (Level.HIGH, 1)


def test_a_review_is_only_needed_where_one_is_due() -> None:
    assert SCHEME.needs(1) == (Need.ASSESSED, Need.RESOLUTION, Need.REVIEW, *DUES)
    assert SCHEME.needs(4) == (Need.ASSESSED, Need.RESOLUTION, *DUES)
    assert SCHEME.needs(None) == (Need.ASSESSED, Need.RESOLUTION, Need.REVIEW, *DUES)


@pytest.mark.parametrize("name", shipped())
def test_the_shipped_schemes_say_how_often_others_are_told(name: str) -> None:
    scheme = load(shipped()[name])
    first, *_others = told = [scheme.severity(number).cadence for number in NUMBERS]
    assert first is not None
    assert (first.first, first.every) == (5 * 60, 20 * 60)
    assert told[3:] == [None, None]
    every = [cadence.every for cadence in told if cadence is not None]
    assert every == sorted(every)
    assert [clock.key for clock in scheme.clocks] == ["early_warning", "notification", "final_report"]
    assert [clock.within_s for clock in scheme.clocks] == [86400, 3 * 86400, 0]
    assert [clock.months for clock in scheme.clocks] == [0, 0, 1]
    assert [clock.after for clock in scheme.clocks] == ["", "", "notification"]
    assert all(clock.severities == () for clock in scheme.clocks)
    assert scheme.clock("early_warning") == scheme.clocks[0]
    assert scheme.clock("none") is None


@pytest.mark.parametrize("name", ["default-2.toml", "severity-2.toml"])
def test_the_final_report_of_the_second_version_keeps_its_33_days(name: str) -> None:
    scheme = load(OLD_SCHEMES[name])
    final = scheme.clocks[-1]
    assert (scheme.version, final.begins, final.within_s, final.months) == (2, "detected", 33 * 86400, 0)


@pytest.mark.parametrize("name", ["default-1.toml", "severity-1.toml"])
def test_a_scheme_of_an_older_version_is_read_for_ever(name: str) -> None:
    scheme = load(OLD_SCHEMES[name])
    assert scheme.kind == "matrix"
    assert scheme.clocks == ()
    assert scheme.closing == (Need.ASSESSED, Need.RESOLUTION, Need.REVIEW)
    assert [scheme.severity(number).cadence for number in NUMBERS] == [None] * 5


def test_a_scheme_is_a_value() -> None:
    assert load(TEXT) == load(TEXT) != SCHEME
    assert hash(load(TEXT)) == hash(load(TEXT))


@pytest.mark.parametrize(
    ("length", "expected"), [("0", 0), ("90m", 5400), ("1d12h", 129600), ("1w", 604800), ("45s", 45)]
)
def test_lengths_of_time(length: str, expected: int) -> None:
    assert seconds(length) == expected


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("version = 1", "", "version (line 1) is missing"),
        ("version = 1", "version = 0", "version (line 11) is too small or too large a number"),
        ("version = 1", 'version = "1"', "version (line 11) is no whole number"),
        ("version = 1", "version = 1\ncolour = 2", "colour (line 12) is not known here"),
        ('kind = "matrix"', 'kind = "dice"', "kind (line 9) is not one of the words known here"),
        ("medium = 4, low = 5 }", "medium = 4 }", "matrix.low.low (line 93) is missing"),
        (
            "medium = 4, low = 5 }",
            "medium = 4, low = 6 }",
            "matrix.low.low (line 93) is too small or too large a number",
        ),
        ('resolution = "8h"', 'resolution = "8 hours"', "priorities.3.resolution (line 116) is not a length"),
        ('resolution = "8h"', 'resolution = "8h\\n"', "priorities.3.resolution (line 116) is not a length"),
        (
            'resolution = "8h"',
            'resolution = "30m"',
            "priorities.3.resolution (line 116) comes before the resp",
        ),
        ("severity = 3\n", "severity = 5\n", "priorities.4.severity (line 121) is worse than that of"),
        ('review_within = "10d"', "", "severities.3.review_within (line 146) is missing"),
        (
            'review_within = "10d"',
            'review_within = "0"',
            "severities.3.review_within (line 150) is not a length",
        ),
        ('"resolution", "review"]', '"party"]', "closing.2 (line 19) is not one of the words known here"),
        ('{ key = "work_today"', '{ key = "Today"', "urgency.medium.checks.2.key (line 76) is not a key of"),
        ('"some_people"', '"few_people"', "impact.low.checks.1.key (line 53) repeats the key few_people"),
        (
            '"work_today"',
            '"damage_quick"',
            "urgency.medium.checks.2.key (line 76) repeats the key damage_quick",
        ),
        ('key = "alert"', 'key = "alert\\n"', "noticed.3.key (line 194) is not a key of"),
        ('key = "operations"', 'key = "scribe"', "roles.3.key (line 176) repeats the key scribe"),
        ('key = "alert"', 'key = "person"', "noticed.3.key (line 194) repeats the key person"),
        ('key = "commander"', 'key = "captain"', "roles (line 165) must begin with the commander"),
        ('"Hardly any money at stake"', '" "', "impact.low.checks.2.text (line 54) is empty"),
        ('"Hardly any money at stake"', f'"{"x" * 301}"', "impact.low.checks.2.text (line 54) is too long"),
        ("[safety]\nlabel", "[safety\nlabel", "it is not TOML: Expected ']'"),
    ],
)
def test_a_broken_scheme_names_key_and_line(old: str, new: str, said: str) -> None:
    assert f"This scheme can't be used: {said}" in _refusal(old, new)


@pytest.mark.parametrize("list_of", ["priorities", "severities"])
def test_each_number_has_its_place(list_of: str) -> None:
    first = TEXT.index(f"[[{list_of}]]")
    doubled = TEXT[:first] + TEXT[first:].replace("number = 2", "number = 3", 1)
    said = [(each.key, each.what) for each in problems(doubled)]
    assert (list_of, "must have the numbers 1 to 5, each once") in said
    assert (f"{list_of}.3.number", "repeats the number 3") in said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("high = 1, medium = 2", "high = 2, medium = 1", "matrix.high.medium (line 91) is more pressing"),
        ("high = 3, medium = 4", "high = 1, medium = 4", "matrix.low.high (line 93) is more pressing"),
        ("medium = 4, low = 5", "medium = 4, low = 3", "matrix.low.low (line 93) is more pressing"),
    ],
)
def test_a_matrix_where_more_is_less_pressing_is_refused(old: str, new: str, said: str) -> None:
    assert said in _refusal(old, new)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file is empty"),
        ("\x00", "it is not TOML"),
        ("a = " + "[" * 5000, "nested too deeply"),
        ("#" * 200_001, "200001 characters"),
        ("a = 1\nb ? 2", "line 2"),
    ],
)
def test_what_is_no_scheme_at_all(text: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        load(text)


@given(st.integers(0, TEXT.count("\n") - 1), st.sampled_from(["", "x = 1", "[x]", "= ", "[[roles]]"]))
def test_any_line_replaced_gives_a_scheme_or_a_sentence(place: int, line: str) -> None:
    lines = TEXT.splitlines()
    lines[place] = line
    found: Scheme | UserError
    try:
        found = load("\n".join(lines))
    except UserError as refused:
        found = refused
    assert isinstance(found, Scheme) or found.what.startswith("This scheme can't be used: ")


NOW_TEXT = default_text()
OFF = 'review_within = "never"'


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('update_every = "20m"', 'update_every = "often"', "severities.1.update_every (line 144) is not a"),
        ('update_every = "20m"', 'update_every = "0m"', "severities.1.update_every (line 144) is no time"),
        ('update_every = "20m"', 'update_every = "60w"', "severities.1.update_every (line 144) is longer"),
        ('update_every = "20m"', "", "severities.1.update_every (line 138) is missing beside update_first"),
        ('update_every = "20m"', 'update_every = "never"', "severities.1.update_every (line 144) is missing"),
        ('update_first = "5m"', "", "severities.1.update_first (line 138) is missing beside update_every"),
        ('key = "notification"', 'key = "early_warning"', "clocks.2.key (line 232) repeats the key early"),
        ('within = "72h"', 'within = "0"', "clocks.2.within (line 234) is no time at all"),
        ('within = "72h"', 'within = "72 h"', "clocks.2.within (line 234) is not a length of time"),
        ('within = "72h"', 'within = "72h"\nseverities = [1, 1]', "clocks.2.severities.2 (line 235) repeats"),
        ('within = "72h"', 'within = "72h"\nseverities = [6]', "clocks.2.severities.1 (line 235) is too"),
        ('within = "72h"', 'within = "72h"\nseverities = 1', "clocks.2.severities (line 235) is no list"),
        ('within = "72h"\nfrom = "detected"', 'within = "72h"', "clocks.2.from (line 231) is missing"),
        (
            'within = "72h"\nfrom = "detected"',
            'within = "72h"\nfrom = "now"',
            "clocks.2.from (line 235) is not",
        ),
        ('within = "1mo"', 'within = "0mo"', "clocks.3.within (line 241) is no time at all"),
        ('within = "1mo"', 'within = "13mo"', "clocks.3.within (line 241) is longer than a year"),
        ('within = "1mo"', 'within = "1mo3d"', "clocks.3.within (line 241) counts months together with"),
        ('within = "1mo"', 'within = "3d1mo"', "clocks.3.within (line 241) counts months together with"),
        ('within = "1mo"', 'within = "1mo1mo"', "clocks.3.within (line 241) counts months together with"),
        ('within = "1mo"', 'within = "mo"', "clocks.3.within (line 241) is not a length of time such as"),
        ('response = "10m"', 'response = "1mo"', "priorities.2.response (line 111) is not a length of time"),
        ("met:notification", "met:volcano", "clocks.3.from (line 242) names the clock volcano, which"),
        ("met:notification", "met:final_report", "clocks.3.from (line 242) counts from itself"),
        ("met:notification", "met:", "clocks.3.from (line 242) is nothing that a clock can count from"),
        ("met:notification", "notification", "clocks.3.from (line 242) is nothing that a clock can count"),
        ('"met:notification"', "1", "clocks.3.from (line 242) is no text"),
        (
            'within = "72h"\nfrom = "detected"',
            'within = "72h"\nfrom = "met:final_report"',
            "clocks.3.from (line 242) counts in a circle: final_report → notification → final_report",
        ),
        ('"criteria", "final_update"]', '"criterion"]', "closing.5 (line 22) is not one of the words"),
    ],
)
def test_a_broken_cadence_or_clock_names_key_and_line(old: str, new: str, said: str) -> None:
    assert NOW_TEXT.count(old) == 1, old
    assert said in [str(each)[: len(said)] for each in problems(NOW_TEXT.replace(old, new))]


def test_a_circle_is_named_once_and_what_leads_into_it_is_not() -> None:
    early = NOW_TEXT.replace('within = "24h"\nfrom = "detected"', 'within = "24h"\nfrom = "met:notification"')
    circle = early.replace('within = "72h"\nfrom = "detected"', 'within = "72h"\nfrom = "met:final_report"')
    assert [each.key for each in problems(circle)] == ["clocks.3.from"]
    assert load(early).clocks[0].after == "notification"


def test_updates_may_be_left_out_or_never_be_due() -> None:
    never = NOW_TEXT.replace(OFF, f'{OFF}\nupdate_first = "never"\nupdate_every = "never"')
    assert load(never).severity(5).cadence is None
