"""Settings: kept at once, what is unknown or broken never stops a start."""

import json
from pathlib import Path

import pytest

from holdfast import settings as declared
from holdfast.settings import DECLARED, Setting, Settings


def test_defaults_hold_without_a_file(tmp_path: Path) -> None:
    fresh = Settings(tmp_path / "settings.json")
    assert [fresh.value(each) for each in DECLARED] == [each.default for each in DECLARED]
    assert fresh.note == ""
    assert not (tmp_path / "settings.json").exists()


def test_what_is_put_holds_and_is_there_after_a_restart(tmp_path: Path) -> None:
    file, heard = tmp_path / "settings.json", []
    first = Settings(file)
    first.on_change(heard.append)
    first.put(declared.THEME, "dark")
    first.put(declared.THEME, "dark")
    assert heard == ["theme"]
    assert Settings(file).value(declared.THEME) == "dark"
    assert not list(tmp_path.glob("*.new"))


def test_unknown_keys_of_a_newer_program_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"wings": 2, "theme": "dark"}))
    Settings(file).put(declared.TEXT_PERCENT, 150)
    assert json.loads(file.read_text()) == {"wings": 2, "theme": "dark", "text_percent": 150}


def test_what_another_program_set_meanwhile_stays(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    window = Settings(file)
    window.put(declared.THEME, "dark")
    Settings(file).put(declared.WATCHES, "disk")
    window.put(declared.TEXT_PERCENT, 150)
    window.remember(place="1")
    kept = Settings(file)
    assert [kept.value(each) for each in (declared.THEME, declared.WATCHES, declared.TEXT_PERCENT)] == [
        "dark",
        "disk",
        150,
    ]
    file.write_text("{")
    window.put(declared.THEME, "light")
    assert Settings(file).value(declared.TEXT_PERCENT) == 150


@pytest.mark.parametrize("text", ["{", "[]", "\0\0", '{"theme": ', "[" * 100_000])
def test_a_broken_file_means_defaults_and_a_note(tmp_path: Path, text: str) -> None:
    file = tmp_path / "settings.json"
    file.write_text(text)
    broken = Settings(file)
    assert broken.value(declared.THEME) == "system"
    assert "could not be read" in broken.note


@pytest.mark.parametrize("kept", ["blue", 3, None, True, ["dark"]])
def test_a_value_that_is_not_allowed_is_as_if_it_were_not_there(tmp_path: Path, kept: object) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"theme": kept}))
    assert Settings(file).value(declared.THEME) == "system"


def test_a_truth_is_not_a_number(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"text_percent": True}))
    assert Settings(file).value(declared.TEXT_PERCENT) == 100
    words = declared.SECOND_BACKUP.label
    assert not Setting("tries", 3, words, words, words).allows(True)


def test_putting_what_is_not_allowed_is_a_bug() -> None:
    with pytest.raises(ValueError, match="theme"):
        Settings(None).put(declared.THEME, "blue")


def test_a_folder_that_cannot_be_written_leaves_a_note_and_the_setting_holds(tmp_path: Path) -> None:
    held = Settings(tmp_path / "gone" / "settings.json")
    held.put(declared.THEME, "dark")
    assert held.value(declared.THEME) == "dark"
    assert "could not be kept" in held.note


def test_the_window_remembers_beside_the_settings(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    Settings(file).remember(window="abc", rail="narrow")
    again = Settings(file)
    assert (again.remembered("window"), again.remembered("rail"), again.remembered("other", "-")) == (
        "abc",
        "narrow",
        "-",
    )


def test_every_setting_says_what_it_is() -> None:
    assert len({each.key for each in DECLARED}) == len(DECLARED)
    for each in DECLARED:
        assert each.label()
        assert each.hint()
        assert each.group()
        assert each.allows(each.default)
        assert all(words() for _value, words in each.choices)
