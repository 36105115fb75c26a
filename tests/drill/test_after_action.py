"""The after-action review of a drill, and that nothing of a drill counts or leaves the house unmarked."""

from datetime import timedelta

import pypdfium2
import pytest

from holdfast.desk.export import Handout, review_handout
from holdfast.desk.handover_export import handover_handout
from holdfast.desk.log_export import personal_handout, shift_handout
from holdfast.desk.metrics_read import Asked, read_metrics
from holdfast.desk.record_export import record_handout
from holdfast.desk.register_export import Asked as AskedRegister
from holdfast.desk.register_export import register_handout
from holdfast.domain.errors import UserError
from holdfast.domain.mentions import mentions
from holdfast.drill import play
from holdfast.drill.after_action import begin_after_action
from holdfast.report.pdf import render_pdf
from holdfast.review.actions import add_action
from holdfast.review.templates import template_of
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from tests.drill.conftest import Clock
from tests.drill.small import SMALL
from tests.drill.teams import GOOD, SILENT, played


def test_an_after_action_review_begins_with_what_the_drill_showed(store: Store, clock: Clock) -> None:
    drill = played(store, clock, SMALL, GOOD)
    play.note(store, drill.id, "They read the alert aloud")
    play.judge(store, drill.id, "see", "S")
    play.answer(store, drill.id, 0, "The runbook")
    review = begin_after_action(store, drill.id)
    assert template_of(store, review).name == "After-action review"
    assert "Answer in time." in review.texts["summary"]
    assert "Taking part: Ana." in review.texts["summary"]
    assert "6 of 7 expectations met." in review.texts["summary"]
    assert "**3 of 3**, performed with some challenges" in review.texts["summary"]
    assert "- Time to declare: 2 min" in review.texts["response"]
    assert "- They read the alert aloud" in review.texts["response"]
    assert "- An incident was declared within 5 minutes: met after 2 min" in review.texts["helped"]
    assert "harder" not in review.texts
    assert review.texts["lessons"] == "**What helped?**\n\n- The runbook"
    assert begin_after_action(store, drill.id) == review


def test_there_is_nothing_to_review_before_the_end_or_without_an_incident(store: Store, clock: Clock) -> None:
    drill = play.start(store, SMALL)
    with pytest.raises(UserError, match="is running"):
        begin_after_action(store, drill.id)
    play.cancel(store, drill.id, "x")
    drill = played(store, clock, SMALL, SILENT)
    with pytest.raises(UserError, match="No incident was declared"):
        begin_after_action(store, drill.id)


def pages(handout: Handout) -> list[str]:
    document = pypdfium2.PdfDocument(render_pdf(handout.document))
    try:
        return [document[number].get_textpage().get_text_range() for number in range(len(document))]
    finally:
        document.close()


@pytest.mark.slow
def test_every_paper_of_a_drill_says_so_on_each_page(store: Store, clock: Clock) -> None:
    drill = played(store, clock, SMALL, GOOD)
    (incident,) = store.incidents.of_drill(drill.id)
    review = begin_after_action(store, drill.id)
    since = store.now() - timedelta(days=1)
    assert incident.ref.startswith("DRILL-")
    for handout in (
        record_handout(store, incident.id),
        review_handout(store, review.id),
        handover_handout(store, incident.id),
        personal_handout(store, store.by.operator, since),
    ):
        said = pages(handout)
        assert all(page.replace(incident.ref, "").count("DRILL") for page in said)
        assert incident.ref in "".join(said)
    shift = "".join(pages(shift_handout(store, since)))
    assert incident.ref in shift
    assert f"INC-{store.station.code}" not in shift


def test_a_drill_counts_in_no_figure_and_its_actions_are_real(store: Store, clock: Clock) -> None:
    real = declare(store, Declaration("A real one"))
    drill = played(store, clock, SMALL, GOOD)
    (incident,) = store.incidents.of_drill(drill.id)
    now = store.now()
    period = now - timedelta(days=1), now + timedelta(days=1)
    read = read_metrics(store, Asked(*period, now))
    assert (read.metrics.incidents, read.metrics.counted) == (2, 1)
    assert read.metrics.left_out == (("drill", 1),)
    register = register_handout(store, AskedRegister(*period)).document
    assert (register.incidents, register.drills) == (1, 1)
    assert [row.ref for row in register.rows] == [real.ref]
    review = begin_after_action(store, drill.id)
    action = add_action(store, review.id, "Buy a bigger disk", "Ana", due="2026-12-01")
    assert action.title == "Buy a bigger disk"
    assert [one.what for one in mentions(f"See {incident.ref}.")] == [incident.ref]
