"""Mapping files: judged with every fault's line, and what they make of a delivery."""

import pytest

from holdfast.detect.mapping import check, load
from holdfast.detect.patterns import compiled
from holdfast.detect.reading import read
from holdfast.domain.errors import UserError
from holdfast.domain.signal import Reading

HEAD = 'name = "m"\nmatch = "*.x"\n'
FAULTS = {
    "not TOML": ("name = ", "not TOML"),
    "no format": (HEAD + '[fields]\nname = "a"', "format (line 1) is missing"),
    "a wrong format": (
        HEAD + 'format = "xml"\n[fields]\nname = "a"',
        "format (line 3) is not one of the words",
    ),
    "an unknown key": (
        HEAD + 'format = "json"\nfeilds = 1\n[fields]\nname = "a"',
        "feilds (line 4) is not known here",
    ),
    "no name": (HEAD + 'format = "json"\n[fields]\nstatus = "a"', "fields (line 4) does not say where"),
    "no pattern": (HEAD + 'format = "lines"\n[fixed]\nname = "a"', "pattern (line 1) is missing"),
    "a wrong pattern": (HEAD + 'format = "lines"\npattern = "(a"\n[fixed]\nname = "a"', "missing ): (a"),
    "looking back": (
        HEAD + 'format = "lines"\npattern = "(?<=a)(?P<name>b)"',
        "pattern (line 4) is no pattern",
    ),
    "a missing group": (
        HEAD + 'format = "lines"\npattern = "(?P<name>b)"\n[labels]\nhost = "h"',
        "labels.host (line 6) names a group that the pattern does not have",
    ),
    "a pattern for CSV": (
        HEAD + 'format = "csv"\npattern = "a"\n[fields]\nname = "a"',
        "pattern (line 4) is of no use",
    ),
    "a list in lines": (
        HEAD + 'format = "lines"\nalerts = "a"\npattern = "(?P<name>b)"',
        "alerts (line 4) is of no use",
    ),
    "a severity of six": (
        HEAD + 'format = "json"\n[fields]\nname = "a"\n[severity]\nbad = 6',
        "severity.bad (line 7)",
    ),
    "a status of its own": (
        HEAD + 'format = "json"\n[fields]\nname = "a"\n[status]\nbad = "burning"',
        "status.bad (line 7)",
    ),
}


@pytest.mark.parametrize(("text", "words"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_named_with_its_line(text: str, words: str) -> None:
    assert words in str(check(text).problems[0])
    with pytest.raises(UserError, match="This mapping can't be used"):
        load(text)


def told(mapping: str, data: str) -> Reading:
    return read("a.x", data.encode(), [load(HEAD + mapping)])


def test_a_path_goes_through_keys_places_and_keys_with_dots() -> None:
    labels = '[labels]\nx = "c.d"\ny = "e.f.g"\nz = "a.9"\nn = "n"\nt = "t"'
    mapping = 'format = "json"\n[fields]\nname = "a.1.b"\n' + labels
    (signal,) = told(
        mapping, '{"a": [0, {"b": "N"}], "c.d": 1.5, "e": {"f.g": "G"}, "n": null, "t": true}'
    ).signals
    assert (signal.name, signal.labels) == ("N", {"x": "1.5", "y": "G", "t": "true"})


def test_a_path_to_a_table_is_told() -> None:
    with pytest.raises(UserError, match="at “a” stands no single value"):
        told('format = "json"\n[fields]\nname = "a"', '{"a": {}}')


def test_alerts_that_are_no_list_are_told() -> None:
    with pytest.raises(UserError, match="no list at “a”"):
        told('format = "json"\nalerts = "a"\n[fields]\nname = "n"', '{"a": {}}')


def test_a_status_that_is_not_said_is_not_guessed() -> None:
    words = '[status]\nBROKEN = "firing"\n[severity]\n2 = 5\n'
    mapping = 'format = "csv"\n[fields]\nname = "n"\nstatus = "s"\nseverity = "v"\n' + words
    reading = told(mapping, "n,s,v\na,broken,2\nb,OK,odd\nc,,1\n")
    assert [(each.name, each.status, each.severity) for each in reading.signals] == [
        ("a", "firing", 5),
        ("b", "resolved", 0),
    ]
    assert [each.place for each in reading.unread] == ["line 4"]


def test_a_column_that_is_not_there_refuses_the_file() -> None:
    with pytest.raises(UserError, match="no column “n”"):
        told('format = "csv"\n[fields]\nname = "n"', "a,b\n1,2\n")
    with pytest.raises(UserError, match="same name"):
        told('format = "csv"\n[fields]\nname = "a"', "a,a\n1,2\n")


def test_rows_before_a_broken_quotation_come_in_and_the_rest_is_told() -> None:
    reading = told('format = "csv"\n[fields]\nname = "n"', 'n,b\nx,1\n"y"z,2\n')
    assert [each.name for each in reading.signals] == ["x"]
    assert [each.place for each in reading.unread] == ["line 3"]


def test_a_pattern_that_doubles_its_work_with_each_letter_does_not_here() -> None:
    # re takes seconds for 27 letters and twice as long for 28
    mapping = "format = \"lines\"\npattern = '^(?P<name>(a+)+)$'"
    reading = told(mapping, "a" * 100_000 + "b\n" + "a\n")
    assert [each.name for each in reading.signals] == ["a"]


def test_a_pattern_too_long_or_too_large_is_refused() -> None:
    for pattern in ("a" * 2_001, "((a{100}){100}){100}", "(?=a)", r"(a)\1"):
        with pytest.raises(UserError):
            compiled(pattern)
