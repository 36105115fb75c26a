"""JSON of strangers: each fault has a sentence of its own, and what is right is read as it stands."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.detect import json_text
from holdfast.domain.errors import UserError

REFUSED = {
    "half": (b'{"alerts": [{"status": "fir', "ends in the middle"),
    "half a list": (b'{"alerts": [', "ends in the middle"),
    "wrong": (b'{"a": 1,\n "b" 2}', "no JSON from line 2, column 6 on"),
    "two values": (b"{} {}", "no JSON from line 1, column 4 on"),
    "twice": (b'{"a": 1, "b": {"c": 1, "c": 2}}', "“c” twice"),
    "NaN": (b'{"a": NaN}', "NaN, which is no number"),
    "infinity": (b"[-Infinity]", "-Infinity, which is no number"),
    "too large": (b'{"a": 1e999}', "too large: 1e999"),
    "too many digits": (b'{"a": ' + b"9" * 5_000 + b"}", "too large: 999999999999999999999999…"),
    "deep": (b"[" * 65 + b"]" * 65, "nested more than 64 deep"),
    "far too deep": (b"[" * 200_000, "nested more than 64 deep"),
    "deep objects": (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "nested more than 64 deep"),
    "many": (b"[" + b"{}," * 500_001 + b"{}]", "more than 500000 objects"),
    "huge": (b" " * (json_text.LARGEST + 2), "at most 16 MiB"),
    "latin": ('{"a": "größer"}'.encode("latin-1"), "neither UTF-8 nor UTF-16"),
    "UTF-16 that does not say so": ('{"a": 1}'.encode("utf-16-le"), "neither UTF-8 nor UTF-16"),
    "UTF-32": ('{"a": 1}'.encode("utf-32"), "neither UTF-8 nor UTF-16"),
    "cut UTF-16": ('{"a": 1}'.encode("utf-16")[:-1], "neither UTF-8 nor UTF-16"),
    "empty": (b" \n", "empty"),
    "tab in a string": (b'{"a": "\t"}', "no JSON from line 1, column 8 on"),
}


@pytest.mark.parametrize(("data", "words"), REFUSED.values(), ids=REFUSED)
def test_what_two_programs_could_read_in_two_ways_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(UserError) as refused:
        json_text.loads(data)
    assert words in refused.value.what
    assert refused.value.hint
    assert len(str(refused.value)) < 250


def test_each_fault_of_its_own_kind_has_its_own_sentence() -> None:
    said: set[str] = set()
    for name in ("half", "wrong", "twice", "NaN", "too large", "deep", "many", "huge", "latin", "empty"):
        with pytest.raises(UserError) as refused:
            json_text.loads(REFUSED[name][0])
        said.add(str(refused.value))
    assert len(said) == 10


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_that_say_what_they_are_are_read(encoding: str) -> None:
    assert json_text.loads('{"a": "größer"}'.encode(encoding)) == {"a": "größer"}
    assert json_text.begins(' {"a": 1}'.encode(encoding))


def test_brackets_inside_strings_nest_nothing() -> None:
    text = "[{" * 500 + '\\"'
    assert json_text.loads(json.dumps({"a": text}).encode()) == {"a": text}
    assert json_text.loads(b"[" * 64 + b"]" * 64)


NUMBERS = st.integers(-(10**18), 10**18) | st.floats(allow_nan=False, allow_infinity=False)
WHOLE = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=30,
)


@given(WHOLE)
def test_what_is_right_reads_as_it_was_written(value: object) -> None:
    assert json_text.of_text(json.dumps(value)) == value


@given(WHOLE, st.data())
def test_no_beginning_of_a_text_is_taken_for_the_whole(value: object, data: st.DataObject) -> None:
    text = json.dumps({"alerts": value})
    with pytest.raises(UserError):
        json_text.of_text(text[: data.draw(st.integers(0, len(text) - 1))])
