"""`holdfast directory`, as it is called."""

from pathlib import Path

from tests.cli.conftest import Call

TABLE = "kind,name,contact_lines,on_call_weeks,place\nperson,Ana,radio 4,2020-W01..2028-W50,\nperson,Ben,,,\n"


def test_a_table_is_tried_imported_listed_and_exported(call: Call, tmp_path: Path) -> None:
    file, out = tmp_path / "people.csv", tmp_path / "out.csv"
    file.write_text(TABLE + "resource,Room 3,,,Hall\n")
    call("operator", "add", "Ben")
    said = call("directory", "import", str(file), "--dry-run", plain=True)[1]
    assert said.splitlines() == [
        "new person: Ana",
        "new person: Ben",
        "new resource: Room 3",
        "It would be: 3 new, 0 changed, 0 unchanged.",
    ]
    status, value = call("directory", "import", str(file))
    assert (status, value["new"], value["problems"]) == (0, 3, [])
    _status, listed = call("directory", "list")
    assert [(each["kind"], each["name"], each.get("on_call")) for each in listed] == [
        ("person", "Ana", True),
        ("person", "Ben", False),
        ("resource", "Room 3", None),
    ]
    assert "on call" in call("directory", "list", "--on-call", plain=True)[1]
    assert call("directory", "export", "--out", str(out))[1] == {
        "file": str(out), "people": 2, "resources": 1,
    }  # fmt: skip
    assert call("directory", "import", str(out), plain=True)[1] == "0 new, 0 changed, 3 unchanged.\n"


def test_changes_are_named_before(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text(TABLE)
    call("directory", "import", str(file))
    file.write_text(TABLE.replace("radio 4", "radio 5"))
    said = call("directory", "import", str(file), "--dry-run", plain=True)[1]
    assert said.splitlines()[0] == "changed: Ana (contact_lines)"


def test_a_faulty_row_stops_all_and_is_named(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text(TABLE.replace("2020-W01..2028-W50", "soon"))
    call("operator", "add", "Ben")
    status, said = call("directory", "import", str(file), plain=True)
    assert status == 1
    assert "line 2, on_call_weeks: soon is no week." in said
    assert call("directory", "list", plain=True)[1] == "The directory is empty.\n"
    assert call("directory", "list", "--on-call", plain=True)[1] == "Nobody is on call now.\n"


def test_a_role_that_the_scheme_does_not_have_is_named_with_its_row(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("name,roles\nAna,scribe\nBen,comander\n")
    call("operator", "add", "Ben")
    hint = (
        "The scheme has: commander, operations, scribe, communications. "
        "It is taken as it stands; nobody is proposed by it."
    )
    told = f"worth a look, line 3, roles: Ben: comander is no role of the scheme in use. {hint}"
    tried = call("directory", "import", str(file), "--dry-run", plain=True)[1].splitlines()
    assert tried[2:] == [told, "It would be: 2 new, 0 changed, 0 unchanged."]
    status, made = call("directory", "import", str(file))
    assert (status, made["ok"], made["new"]) == (0, True, 2)
    what = "Ben: comander is no role of the scheme in use."
    assert made["warnings"] == [{"line": 3, "column": "roles", "what": what, "hint": hint}]
    again = call("directory", "import", str(file), plain=True)[1].splitlines()
    assert again == [told, "0 new, 0 changed, 2 unchanged."]
    file.write_text("name,roles,on_call_weeks\nAna,scribe,soon\nBen,comander,\n")
    status, said = call("directory", "import", str(file), plain=True)
    assert (status, told in said.splitlines(), "soon is no week" in said) == (1, True, True)
    file.write_text("name,roles\n" + "".join(f"Person {number},cook\n" for number in range(52)))
    assert "… and 2 more; --json names all." in call("directory", "import", str(file), plain=True)[1]
