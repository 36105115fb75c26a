"""Every row of a paper about an incident: its entry is inside, or the paper says that it is not."""

import shutil
from pathlib import Path

from holdfast.desk.export import Handout, prove_handout, review_handout
from holdfast.desk.record_export import record_handout
from holdfast.report.content import ReviewReport
from holdfast.report.incident_record import IncidentRecord
from holdfast.report.text import render_markdown
from holdfast.store.store import Store
from tests.store.conftest import open_store

KEPT = Path(__file__).parent.parent / "old_files" / "v3"


def _proven(store: Store, handout: Handout) -> set[str]:
    return {one.hash() for one in prove_handout(store, handout).proof.entries}


def test_a_kept_store_prints_no_row_that_is_neither_proven_nor_told(tmp_path: Path) -> None:
    shutil.copytree(KEPT, tmp_path / "kept")
    with open_store(tmp_path / "kept") as store:
        (incident,) = store.incidents.page(store.query("phase:closed"), "due", 0, 9)
        handout = record_handout(store, incident.id)
        record, proven = handout.document, _proven(store, handout)
        assert isinstance(record, IncidentRecord)
        told = [row.entry for row in record.timeline if row.elsewhere]
        assert {row.entry for row in record.timeline} - proven == set(told)
        assert (record.entries, len(proven), len(told)) == (173, 172, 1)

        review = store.reviews.of_incident(incident.id)
        handout = review_handout(store, review.id)
        paper, proven = handout.document, _proven(store, handout)
        assert isinstance(paper, ReviewReport)
        unproven = [row for row in review.rows if row.source and row.source not in proven]
        assert sum(row.elsewhere for row in paper.timeline) == len(unproven) == 1
        assert render_markdown(paper).count("not carried here") == 2  # at the row, and counted in the control
