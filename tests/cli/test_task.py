"""`incident task` and `incident assign`, as they are called."""

from tests.cli.conftest import Call


def test_a_task_is_given_listed_and_dropped(call: Call, incident: str) -> None:
    task = ("incident", "task", incident)
    status, made = call(*task, "add", "Move the tape", "--for", "Ben", "--within", "20m")
    assert (status, made["number"], made["person"], made["within"]) == (0, 1, "Ben", 1200)
    assert made["due"]
    assert call(*task, "add", "Call the site", "--for", "me")[1]["person"] == "Ana"
    assert call(*task, "ack", "1")[1]["state"] == "acknowledged"
    assert call(*task, "done", made["id"], plain=True) == (
        0, f"Task 1 on {incident} is done: Move the tape.\n",
    )  # fmt: skip
    assert call(*task, "drop", "2", "--reason", "they called")[1]["state"] == "dropped"
    assert [(each["number"], each["state"]) for each in call(*task, "list")[1]] == [
        (1, "done"),
        (2, "dropped"),
    ]
    assert "dropped" in call(*task, "list", plain=True)[1]
    assert call(*task, "reopen", "2")[1]["state"] == "open"


def test_a_slip_records_nothing(call: Call, incident: str) -> None:
    task = ("incident", "task", incident)
    assert call(*task, "list")[1] == []
    for words in (
        ("add", "Look", "--for", "Ben", "--within", "5"),
        ("ack", "1"),
        ("add", " ", "--for", "me"),
    ):
        assert call(*task, *words)[0] == 1
    assert call(*task, "list", plain=True) == (0, "No tasks.\n")


def test_a_role_is_given_and_taken_back(call: Call, incident: str) -> None:
    status, value = call("incident", "assign", incident, "scribe", "Cem")
    assert (status, value["roles"]["scribe"]["name"]) == (0, "Cem")
    assert call("incident", "assign", incident, "scribe", "", plain=True) == (
        0, f"Scribe of {incident}: nobody.\n",
    )  # fmt: skip
    status, said = call("incident", "assign", incident, "pilot", "Cem")
    assert status == 1
    assert "no role pilot" in said


def test_a_task_goes_to_somebody_else(call: Call, incident: str) -> None:
    call("incident", "task", incident, "add", "Fetch disks", "--for", "Ben", "--within", "20m")
    words = ("--title", "Fetch two disks", "--for", "Cem", "--within", "1h")
    status, task = call("incident", "task", incident, "change", "1", *words)
    assert (status, task["title"], task["person"], task["within"]) == (0, "Fetch two disks", "Cem", 3600)
    said = call("incident", "task", incident, "change", "1", "--for", "Dana", plain=True)[1]
    assert said == f"Task 1 on {incident}: Fetch two disks, for Dana.\n"
    assert call("incident", "task", incident, "change", "1")[0] == 1
