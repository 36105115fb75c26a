"""Scenarios as files: read as the manual says, and every fault is told with its line."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from holdfast.domain.errors import UserError
from holdfast.domain.scenario import Awaited
from holdfast.drill.scenario_payload import filled
from holdfast.drill.scenarios import check, load, own

NOW = datetime(2027, 2, 1, 8, 0, tzinfo=UTC)
MANUAL = Path(__file__).parents[2] / "resources" / "help" / "scenario-format.md"
SMALL = re.findall(r"^````markdown\n(.*?)^````$", MANUAL.read_text("utf-8"), re.DOTALL | re.MULTILINE)[0]


def test_the_example_of_the_manual_is_read_as_it_says() -> None:
    scenario = load(SMALL)
    assert (scenario.key, scenario.minutes, scenario.alone) == ("printer-jam", 15, True)
    assert scenario.text.startswith("It is Monday")
    assert scenario.facts.startswith("- `print1`")
    alert, call, late = scenario.injects
    assert (alert.kind, alert.at, alert.name) == ("alert", 0, "print1.txt")
    assert alert.payload.startswith("***** Nagios *****\n")
    assert "Nagios" not in alert.text
    assert (call.title, call.who, call.delay) == ("A call from the desk", "Ada Moor, front desk", 120)
    assert call.when == (Awaited("inject", "queue"),)
    assert late.unless == (Awaited("contained"),)
    assert late.at == 600
    declared, kind_words = scenario.expectations
    assert (declared.what, declared.which, declared.within, declared.since) == ("declared", "", 300, "call")
    assert (kind_words.what, kind_words.within) == ("judged", None)
    assert scenario.questions


NOTIFIED = SMALL[SMALL.index("***** Nagios") : SMALL.index("Additional Info")]
# what stands for what in the example, then on which line a problem is told, of what, in which words
BAD = {
    "no front matter": ("+++\nkey", "key", "key = ", "", "does not begin with +++"),
    "never closed": ("+++\nIt is", "It is", "+++", "", "never closed"),
    "no TOML": ("minutes = 15", "minutes = ", "minutes = ", "", "is not TOML"),
    "no such key": ("alone = true", "alone = true\nalonee = 1", "alonee", "alonee", 'Is "alone" meant?'),
    "key missing": ("goal = ", "#", "+++", "goal", "is missing"),
    "key misspelt": ("goal = ", "gaol = ", "gaol", "gaol", 'Is "goal" meant?'),
    "no yes or no": ("alone = true", "alone = 1", "alone = 1", "alone", "neither true nor false"),
    "too long": ("= 15", "= 900", "= 900", "minutes", "is longer than 480 minutes"),
    "bad key": ('"queue"', '"Queue 1"', '"Queue 1"', "injects.1.key", "is not a key of small letters"),
    "bad time": ('at = "0"', 'at = "soon"', '"soon"', "injects.1.at", "is not a length of time"),
    "bad kind": ('"message"', '"mesage"', '"mesage"', "injects.2.kind", 'Is "message" meant?'),
    "twice": ('key = "late"', 'key  = "call"', "key  =", "injects.3.key", "repeats the key call"),
    "no section": ("## It is late", "### It is late", 'key = "late"', "injects.3.key", "has no section"),
    "no inject": ("{#queue}", "{#quue}", "{#quue}", "quue", "belongs to no inject"),
    "two spellings": ("{#late}", "{#later}", 'key = "late"', "injects.3.key", "called later: write the same"),
    "no key": ("late {#late}", "late", "## It is late", "It is late", "has no key"),
    "section twice": ("## It is late {#late}", "## Again {#call}", "## Again", "call", "stands there twice"),
    "an inject not known": (
        '"inject queue"',
        '"inject que"',
        'que"]',
        "injects.2.when.1",
        'Is "queue" meant?',
    ),
    "itself": ('"inject queue"', '"inject call"', "when =", "injects.2.when.1", "is the inject itself"),
    "no happening": ('"inject queue"', '"queue"', "when =", "injects.2.when.1", "nothing that is known"),
    "no severity": ('"inject queue"', '"severity high"', "when =", "injects.2.when.1", "names no severity"),
    "no runbook": ('"inject queue"', '"runbook"', "when =", "injects.2.when.1", "names no runbook"),
    "no step": ('"inject queue"', '"step disk-full.md"', "when =", "injects.2.when.1", "names no step"),
    "too many words": ('"inject queue"', '"declared now"', "when =", "injects.2.when.1", "says more than"),
    "never": ('at = "0"', 'unless  = ["declared"]', "[[injects]]", "injects.1.at", "Say with at or when"),
    "never either": (
        'at = "10m"',
        'when = ["contained"]',
        "unless",
        "injects.3.unless.1",
        "is what it waits for",
    ),
    "after the end": ('at = "10m"', 'at = "16m"', '"16m"', "injects.3.at", "takes 15 minutes"),
    "past the end": ('delay = "2m"', 'delay = "16m"', "delay", "injects.2.delay", "takes 15 minutes"),
    "of nothing": ('at = "10m"', 'at = "10m"\ndelay  = "1m"', "delay  =", "injects.3.delay", "from nothing"),
    "nobody": (
        'who = "Ada Moor, front desk"',
        "",
        '[[injects]]\nkey = "call"',
        "injects.2.who",
        "is missing",
    ),
    "somebody": ('at = "0"', 'at = "0"\nwho = "Ada"', 'who = "Ada"', "injects.1.who", "no use to an alert"),
    "since when": ('since = "call"', 'since = "cal"', "since", "expectations.1.since", "is no inject"),
    "too late": ('within = "5m"', 'within = "14m"', "within", "expectations.1.within", "takes 15 minutes"),
    "an inject": ('"judged"', '"inject call"', 'what = "inj', "expectations.2.what", "which nobody does"),
    "no objective": ('"see"\nwhat', '"sea"\nwhat', '"sea"', "expectations.1.objective", "is no objective"),
    "unmeasured": (
        '"tell"\nwhat',
        '"see"\nwhat',
        '[[objectives]]\nkey = "tell"',
        "objectives.2",
        "by nothing",
    ),
    "no alert": (NOTIFIED, "Good day\n", "```text p", "queue", "none of the forms of alerts"),
    "no host": ("Host: print1\n", "", "```text p", "queue", "that can't be read"),
    "a storm": ("minutes\n```", f"minutes\n{NOTIFIED * 51}```", "```text p", "queue", "holds 52 alerts"),
    "nothing": ("***** Nagios *****", "```\n\n```text", "```text p", "queue", "holds an empty file"),
    "no file": ("```text print1.txt", "```text", "## The queue", "queue", "holds no file"),
    "a folder": ("text print1.txt", "text ../p.txt", "../p.txt", "queue", "without a fit name"),
    "open": ("minutes\n```", "minutes", "```text print1.txt", "", "is never closed"),
    "a file too many": (
        "“The printer says",
        "```text x.txt\n```\n",
        "```text x",
        "call",
        "which only alerts",
    ),
    "no words": ("The first visitors stand at the desk.", "", "## It is late", "late", "is empty"),
    "no title": ("## It is late {", "## {", "## {", "late", "has no title"),
    "a file in the air": (
        "It is Mon",
        "```text y.txt\n```\nIt is Mon",
        "```text y",
        "y.txt",
        "where no inject is",
    ),
    "no such word": (
        "{{now-1m}}",
        "{{now-1w}}",
        "{{now-1w}}",
        "{{now-1w}}",
        "filled in: {{now}}, {{now-10m}}",
    ),
    "an open word": ("{{now-1m}}", "{{nw", "{{nw", "{{nw", "is no word that is filled in"),
    "a time in a text": ("It is Mon", "At {{now}}: it is Mon", "At {{", "{{now}}", "nowhere but in a file"),
    "no questions": ('["What told you most?", ', "[]\n#", "questions", "questions", "is empty"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_fault_is_told_with_its_line(name: str) -> None:
    old, new, there, key, words = BAD[name]
    assert old in SMALL
    text = SMALL.replace(old, new, 1)
    problems = check(text).problems
    told = [(each.key, each.line) for each in problems]
    assert words in f"{problems[0].what} {problems[0].hint}"
    assert told == [(key, text[: text.index(there)].count("\n") + 1)], problems
    with pytest.raises(UserError, match="can't be used"):
        load(text)


def test_a_drill_that_plays_it_already_goes_on_with_what_is_refused_today() -> None:
    for name in ("no such word", "a time in a text", "a storm"):
        old, new, *_there = BAD[name]
        assert load(SMALL.replace(old, new, 1), begun=True).key == "printer-jam"


def test_all_faults_are_told_at_once_by_line() -> None:
    text = SMALL.replace("alone = true", "alone = 1").replace('"judged"', '"judge"').replace("{#late}", "")
    lines = [each.line for each in check(text).problems]
    assert len(lines) == 3
    assert lines == sorted(lines)


def test_lines_stay_right_whatever_ends_them() -> None:
    text = SMALL.replace('at = "10m"', 'at = "16m"')
    (problem,) = check(text).problems
    assert check("\ufeff" + text.replace("\n", "\r\n")).problems == (problem,)


def test_a_runbook_that_does_not_come_along_is_a_warning() -> None:
    text = SMALL.replace('"inject queue"', '"runbook disk-full.md", "step OUR-printer.md#0a"')
    assert check(text).problems == ()
    (warning,) = check(text).warnings
    assert (warning.key, "does not come with" in warning.what) == ("injects.2.when.2", True)
    assert load(text).injects[1].when == (
        Awaited("runbook", "disk-full.md"),
        Awaited("step", "OUR-printer.md#0a"),
    )


def test_a_step_that_its_runbook_lost_is_a_warning() -> None:
    text = SMALL.replace('"judged"', '"step disk-full.md#000000000000"')
    (warning,) = check(text).warnings
    assert "does not have" in warning.what
    assert warning.line == text[: text.index('what = "step')].count("\n") + 1


def test_a_circle_is_told_once_and_what_waits_for_it_is_not() -> None:
    text = SMALL.replace('at = "0"', 'when = ["inject late"]')
    round_all = text.replace('at = "10m"', 'when = ["inject call"]')
    beside = text.replace('at = "10m"', 'when = ["inject queue"]')
    for each, named in ((round_all, "queue, call, late"), (beside, "queue, late")):
        (problem,) = check(each).problems
        assert (problem.key, problem.hint) == ("injects.1.when", f"Let one of {named} come at a time.")


def test_who_comes_at_a_time_in_any_case_is_in_no_circle() -> None:
    text = SMALL.replace('at = "0"', 'at = "1m"\nwhen = ["inject late"]').replace(
        'at = "10m"', 'when = ["inject queue"]'
    )
    assert check(text).problems == ()


def test_a_stations_own_are_read_from_its_folder(tmp_path: Path) -> None:
    assert own(tmp_path) == {}
    folder = tmp_path / "scenarios"
    folder.mkdir()
    (folder / "ours.md").write_bytes(b"\xef\xbb\xbf" + SMALL.encode())
    (folder / "notes.txt").write_text("no scenario", encoding="utf-8")
    (folder / "folder.md").mkdir()
    assert [*own(tmp_path)] == ["folder.md", "ours.md"]
    assert load(own(tmp_path)["ours.md"]) == load(SMALL)
    assert check(own(tmp_path)["folder.md"]).problems


def test_times_of_a_payload_are_filled_in() -> None:
    text = "{{now}} {{now-90m}} {{now-2d}} {{later}} {{now-}}"
    assert (
        filled(text, NOW)
        == "2027-02-01T08:00:00Z 2027-02-01T06:30:00Z 2027-01-30T08:00:00Z {{later}} {{now-}}"
    )
