"""Files of watches: every fault named with its line, and the shipped and printed ones without any."""

import re

import pytest

from holdfast import paths
from holdfast.detect.watches.watch import Csv, Heartbeat, Log, Metrics, Port, check, load, seconds
from holdfast.domain.errors import UserError

CSV = '[source]\nkind = "csv"\npath = "a.csv"\n'
LOG = '[source]\nkind = "log"\npath = "a.log"\n'
RULE = '[rule]\nkind = "threshold"\nabove = 90\n'
GONE = '[rule]\nkind = "absence"\nfor = "1h"\n'
FAULTS = {
    "not TOML": ("name = ", "not TOML"),
    "no source": (RULE, "source (line 1) is missing"),
    "no kind": ('[source]\npath = "x"\n' + RULE, "source.kind (line 2) is missing"),
    "a wrong kind": (CSV.replace("csv", "sql", 1) + RULE, "source.kind (line 3) is not one of the words"),
    "an unknown key": (CSV + 'pth = "x"\n' + RULE, "source.pth (line 5) is not known here"),
    "a key of another kind": (CSV + RULE + 'within = "1m"', "rule.within (line 8) is not known here"),
    "a severity of its own": ('severity = "bad"\n' + CSV + RULE, "severity (line 2) is not one of the words"),
    "no span": ('every = "often"\n' + CSV + RULE, "every (line 2) is not a length of time"),
    "an empty span": ('every = "0s"\n' + CSV + RULE, "every (line 2) is no time at all"),
    "a word for a number": (
        CSV + '[rule]\nkind = "threshold"\nabove = "90"',
        "rule.above (line 7) is no number",
    ),
    "no bound": (CSV + '[rule]\nkind = "threshold"', "rule.above (line 5) is missing, and so is below"),
    "nothing between": (CSV + RULE + "below = 90", "rule.below (line 8) is not smaller than above"),
    "a bound that is none": (CSV + '[rule]\nkind = "rate"\nabove = nan', "rule.above (line 7) is no number"),
    "clear on the wrong side": (CSV + RULE + "clear = 91", "rule.clear (line 8) lies on the wrong side"),
    "clear beside two": (CSV + RULE + "below = 1\nclear = 2", "rule.clear (line 9) is of no use"),
    "an unknown zone": (CSV + 'zone = "Mars"\n' + RULE, "source.zone (line 5) is no time zone"),
    "a zone out of its folder": (CSV + 'zone = "../x"\n' + RULE, "source.zone (line 5) is no time zone"),
    "one column": (CSV + 'time = "a"\nvalue = "a"\n' + RULE, "source.value (line 6) is the column of times"),
    "lines of a table": (
        CSV + '[rule]\nkind = "matches"\nwithin = "1m"',
        "rule.kind (line 6) does not go with",
    ),
    "a heartbeat above": (
        '[source]\nkind = "heartbeat"\npath = "b"\n' + RULE,
        "rule.kind (line 6) does not go",
    ),
    "no pattern": (LOG + 'pattern = "(a"\n' + GONE, "source.pattern (line 5) is no pattern"),
    "looking back": (LOG + 'pattern = "(?<=a)b"\n' + GONE, "source.pattern (line 5) is no pattern"),
    "a time without its group": (
        LOG + 'pattern = "a"\ntime = "b"\n' + GONE,
        "source.time (line 6) has no group",
    ),
    "no number in lines": (LOG + 'pattern = "a"\n' + RULE, "source.pattern (line 5) has no group “value”"),
    "an address elsewhere": (
        '[source]\nkind = "metrics"\nmetric = "a"\nurl = "http://10.0.0.1/m"\n' + RULE,
        "source.url (line 5) is no address of this computer",
    ),
    "another scheme": (
        '[source]\nkind = "metrics"\nmetric = "a"\nurl = "https://127.0.0.1/m"\n' + RULE,
        "source.url (line 5) is no address of this computer",
    ),
    "neither path nor url": (
        '[source]\nkind = "metrics"\nmetric = "a"\n' + RULE,
        "source.url (line 2) is missing",
    ),
    "labels in the name": (
        '[source]\nkind = "metrics"\npath = "a"\nmetric = "a{b=1}"\n' + RULE,
        "source.metric (line 5) is no name of a metric",
    ),
    "a host far away": (
        '[source]\nkind = "port"\nport = 1\nhost = "8.8.8.8"\n' + GONE,
        "source.host (line 5) is no host of the local network",
    ),
    "a port that is none": (
        '[source]\nkind = "port"\nport = 70000\nhost = "db1"\n' + GONE,
        "source.port (line 4)",
    ),
    "half a spread": (CSV + '[rule]\nkind = "deviation"\nspreads = 0', "rule.spreads (line 7)"),
}


@pytest.mark.parametrize(("text", "words"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_named_with_its_line(text: str, words: str) -> None:
    whole = text if text.startswith("name") else 'name = "x"\n' + text
    found = check(whole).problems
    assert words in str(found[0]), found
    assert len(found) == 1
    assert found[0].hint
    with pytest.raises(UserError, match="This watch can't be used"):
        load(whole)


def test_several_faults_are_named_at_once() -> None:
    found = check(
        'name = "x"\nevry = "1s"\n[source]\nkind = "csv"\npth = "a"\n[rule]\nkind = "rate"\nabove = "x"'
    )
    assert [problem.key for problem in found.problems] == ["evry", "source.pth", "rule.above"]


def test_a_span_may_have_several_parts() -> None:
    assert (seconds("1d2h3m4s"), seconds("90m"), seconds("0s")) == (93784, 5400, 0)


@pytest.mark.parametrize(
    "file", sorted((paths.resources() / "watches").glob("*.toml")), ids=lambda file: file.stem
)
def test_a_shipped_watch_can_be_used(file: object) -> None:
    assert load(file.read_text("utf-8")).annotations["summary"]  # type: ignore[attr-defined]


def test_the_manual_has_a_whole_watch_for_each_source() -> None:
    page = (paths.resources() / "help" / "watches.md").read_text("utf-8")
    found = [load(text) for text in re.findall(r"```toml\n(name = .*?)```", page, re.DOTALL)]
    assert {type(watch.source) for watch in found} == {Metrics, Csv, Log, Heartbeat, Port}
    assert {watch.rule.kind for watch in found} == {"threshold", "absence", "rate", "deviation", "matches"}
