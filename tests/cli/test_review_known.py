"""`review known`: each assessment with what was known by then."""

from tests.cli.conftest import Call


def test_each_assessment_tells_what_was_known_by_then(call: Call, incident: str) -> None:
    call("incident", "note", incident, "The slot was kept")
    (first,) = call("review", "known", incident)[1]["assessments"]
    assert first["chosen"].startswith("High impact, medium urgency, SEV")
    assert [row["text"] for row in first["rows"]] == ["Declared: Disk full"]
    told = call("review", "known", incident, plain=True)[1]
    assert "By the matrix: priority" in told
    assert "1 entry by then" in told
    assert "The slot was kept" not in told
