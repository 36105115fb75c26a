"""UUIDv7 as RFC 9562 writes it, and the names of subjects."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.changes import Changes
from holdfast.domain.ids import id_of, kind_of, subject, uuid7


def test_the_example_of_the_rfc() -> None:
    random = bytes.fromhex("0cc318c4dc0c0c07398f")
    assert uuid7(0x017F22E279B0, random) == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"


@given(st.integers(0, 2**48 - 1), st.binary(min_size=10, max_size=10))
def test_version_and_variant_stand_whatever_the_dice_say(milliseconds: int, random: bytes) -> None:
    made = uuid.UUID(uuid7(milliseconds, random))
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert made.int >> 80 == milliseconds


@given(st.integers(0, 2**48 - 2), st.binary(min_size=10, max_size=10), st.binary(min_size=10, max_size=10))
def test_later_ids_sort_later(milliseconds: int, one: bytes, other: bytes) -> None:
    assert uuid7(milliseconds, one) < uuid7(milliseconds + 1, other)


def test_ten_random_bytes_are_taken_and_no_fewer() -> None:
    with pytest.raises(ValueError, match="ten random bytes"):
        uuid7(0, bytes(9))


@given(st.sampled_from(["incident", "run", "store"]), st.text())
def test_a_subject_is_its_kind_and_its_id(kind: str, ident: str) -> None:
    assert (kind_of(subject(kind, ident)), id_of(subject(kind, ident))) == (kind, ident)


def test_changes_know_which_rows_to_read_again() -> None:
    changes = Changes(frozenset({"incident/1", "incident/2", "run/1"}))
    assert changes.ids("incident") == {"1", "2"}
    assert changes.ids("review") == frozenset()
    assert changes.touches("review", "run")
    assert not changes.touches("review")
    assert changes.own
