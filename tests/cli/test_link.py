"""`incident link`, `similar` and `call`, as they are called."""

from tests.cli.conftest import Call


def test_a_duplicate_is_linked_followed_and_taken_off(call: Call, incident: str) -> None:
    _status, other = call("incident", "declare", "--title", "Disk of db1 full")
    status, value = call("incident", "link", other["ref"], incident, "--as", "duplicate_of")
    assert (status, value["links"]) == (0, [{"relation": "duplicate_of", "ref": incident}])
    said = call("incident", "link", incident, other["ref"], "--as", "duplicate_of", plain=True)
    assert said[0] == 1
    assert "already" in said[1]
    said = call("incident", "link", other["ref"], incident, "--as", "duplicate_of", "--remove", plain=True)
    assert said == (0, f"{other['ref']} is no longer duplicate of {incident}.\n")


def test_a_duplicate_is_dismissed_with_its_link(call: Call, incident: str) -> None:
    _status, other = call("incident", "declare", "--title", "Disk of db1 full")
    words = ("incident", "link", other["ref"], incident, "--dismiss", "--as")
    status, said = call(*words, "related_to", plain=True)
    assert (status, "Only a duplicate is dismissed" in said) == (1, True)
    assert call(*words, "duplicate_of")[1]["phase"] == "dismissed"


def test_what_was_seen_before_is_listed_with_its_reasons(call: Call, incident: str) -> None:
    _status, other = call("incident", "declare", "--title", "Disk of db1 full")
    assert "in common: disk, full" in call("incident", "similar", other["ref"], plain=True)[1]
    _status, found = call("incident", "similar", other["ref"])
    assert [(each["ref"], each["words"]) for each in found] == [(incident, ["disk", "full"])]
    call("incident", "declare", "--title", "Flood")
    assert call("incident", "similar", "3", plain=True)[1] == "Nothing like it was seen before.\n"


def test_a_call_is_recorded(call: Call, incident: str) -> None:
    words = ("--who", "Ben", "--result", "no_answer", "--note", "voice mail", "--occurred", "-1m")
    status, value = call("incident", "call", incident, "4711", *words)
    assert (status, value["ref"], value["text"]) == (0, incident, "Call to Ben, 4711: no answer. voice mail")
    said = call("incident", "call", incident, "radio 4", "--result", "reached", plain=True)[1]
    assert said.startswith(f"{incident}, ")
    assert said.endswith(": Call to radio 4: reached\n")
