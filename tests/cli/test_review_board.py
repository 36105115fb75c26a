"""`review factor` and `review figure`: added, changed, linked, listed, dropped; all of a call or nothing."""

from tests.cli.conftest import Call


def test_a_factor_is_added_with_its_evidence_changed_and_dropped(call: Call, incident: str) -> None:
    note = call("incident", "note", incident, "df shows 100 %")[1]["entry"]
    words = ("--category", "change", "--why", "Nobody asked", "--why", "No list", "--root")
    made = call("review", "factor", incident, "add", "A slot was kept", *words, "--evidence", note[:10])[1]
    assert (made["number"], made["whys"], made["root"]) == (1, ["Nobody asked", "No list"], True)
    assert made["evidence"] == [note]
    wrong = call("review", "factor", incident, "add", "Another", "--evidence", "abcdef")
    assert wrong[0] == 1
    change = ("review", "factor", incident, "change", "1")
    assert call(*change)[0] == 1
    after = call(*change, "--text", "A slot stayed", "--no-root", "--unlink", note[:10])[1]
    assert (after["text"], after["root"], after["evidence"], after["category"]) == (
        "A slot stayed", False, [], "change",
    )  # fmt: skip
    told = call("review", "factor", incident, "list", plain=True)[1]
    assert told == "1  A slot stayed > Nobody asked > No list  change or configuration\n"
    assert call("review", "factor", incident, "drop", "2")[0] == 1
    assert call("review", "factor", incident, "drop", made["id"][:8])[1]["number"] == 1
    assert call("review", "factor", incident, "list")[1] == []


def test_a_figure_is_added_changed_and_dropped(call: Call, incident: str) -> None:
    made = call("review", "figure", incident, "add", "Orders refused", "1 200", "orders")[1]
    assert (made["number"], made["amount"]) == (1, "1200")
    assert call("review", "figure", incident, "add", "Saved", "1,5", "EUR")[0] == 1
    assert call("review", "figure", incident, "change", "1", "--amount", "1300")[1]["amount"] == "1300"
    told = call("review", "figure", incident, "list", plain=True)[1]
    assert told == "1  Orders refused  1300  orders\n"
    assert call("review", "figure", incident, "drop", "1")[0] == 0
    assert call("review", "figure", incident, "list")[1] == []
