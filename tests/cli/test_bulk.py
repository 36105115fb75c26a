"""Labels, dismissing and reopening on the command line."""

from tests.cli.conftest import Call


def test_a_label_is_put_on_listed_and_taken_off(call: Call, incident: str) -> None:
    status, said = call("incident", "label", incident, "Noise")
    assert (status, said) == (0, {"ref": incident, "labels": ["noise"], "changed": True})
    assert [row["labels"] for row in call("incident", "list", "label:noise")[1]] == [["noise"]]
    assert call("incident", "label", incident, "noise", "--remove")[1]["labels"] == []
    assert call("incident", "label", incident, "x" * 41)[0] == 1


def test_dismissing_all_or_none_and_reopening(call: Call, incident: str) -> None:
    refs = [call("incident", "declare", "--title", title)[1]["ref"] for title in ("A", "B")]
    status, said = call("incident", "dismiss", *refs, incident, "--as", "false_alarm")
    assert status == 1
    assert incident in said
    status, said = call("incident", "dismiss", *refs, "--as", "false_alarm", "--reason", "a drill")
    assert (status, said["refs"], said["close_reason"]) == (0, refs, "false_alarm")
    assert call("incident", "reopen", refs[0], "--reason", "it was real")[1]["phase"] == "declared"


def test_the_list_comes_in_each_order(call: Call, incident: str) -> None:
    for service in ("mail", "db"):
        call("incident", "declare", "--title", service, "--service", service)
    rows = call("incident", "list", "--order", "service")[1]
    assert [row["service"] for row in rows] == ["db", "mail", ""]
    newest = call("incident", "list", "--order", "age")[1]
    assert newest[-1]["ref"] == incident
