"""Texts that a store adopts: one law for all of them."""

from collections.abc import Callable

import pytest

from holdfast.detect.ladder import LADDER
from holdfast.detect.own_texts import adopt
from holdfast.detect.rules import RULES
from holdfast.domain.errors import UserError
from holdfast.respond.templates import adopt_template
from holdfast.respond.templates import shipped as forms
from holdfast.review.templates import adopt_review_template
from holdfast.review.templates import shipped as reviews
from holdfast.store.store import Store
from holdfast.triage.scheme_file import shipped as schemes
from holdfast.triage.scheme_store import adopt as adopt_scheme

DOORS: dict[str, Callable[[Store, str], object]] = {
    "ladder": lambda store, why: adopt(store, LADDER, 'name = "L"\nseverity = "high"\n', why),
    "rules": lambda store, why: adopt(store, RULES, 'name = "R"\n', why),
    "template": lambda store, why: adopt_template(store, "can", forms()["can"] + "# ours\n", why),
    "review": lambda store, why: adopt_review_template(store, reviews()["short"], why),
    "scheme": lambda store, why: adopt_scheme(store, schemes()["severity.toml"], why),
}


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)
def test_no_text_is_adopted_without_a_reason(store: Store, door: Callable[[Store, str], object]) -> None:
    before = store.journal.count()
    for nothing in ("", " \u200b"):
        with pytest.raises(UserError, match="reason is empty"):
            door(store, nothing)
    assert store.journal.count() == before
    door(store, "  We  agreed ")
    [*_, last] = store.entries("store", store.facts.id)
    assert (store.journal.count(), last.body["reason"]) == (before + 1, "We agreed")
