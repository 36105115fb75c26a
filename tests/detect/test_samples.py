"""One delivery of each format, read as a whole; what differs shows as a difference of two texts."""

from pathlib import Path

import pytest

from tests.detect.sampled import GOLDEN, SAMPLES, sample, written

NAMES = sorted(path.name for path in SAMPLES.iterdir() if path.suffix != ".toml")


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_reads_as_it_did(name: str) -> None:
    assert written(sample(name)) == (GOLDEN / f"{name}.json").read_text("utf-8")


def test_every_golden_text_has_its_sample() -> None:
    assert sorted(path.name for path in GOLDEN.iterdir()) == [f"{name}.json" for name in NAMES]


def test_a_problem_and_its_recovery_are_one_alert_however_they_come() -> None:
    problem, recovery = sample("nagios-service.txt"), sample("mail-nagios.eml")
    (of_file,) = [each for each in sample("status.dat").signals if each.name == "HTTP"]
    prints = {each.fingerprint for each in (*problem.signals, *recovery.signals, of_file)}
    assert len(prints) == 1
    assert [each.status for each in (*problem.signals, *recovery.signals)] == ["firing", "resolved"]


def test_the_same_bytes_in_other_encodings_read_the_same() -> None:
    from holdfast.detect.reading import read

    text = Path(SAMPLES / "alertmanager.json").read_text("utf-8").replace("db1 fills", "dß1 füllt")
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert read("a.json", text.encode(encoding)) == read("a.json", text.encode())
    words = (SAMPLES / "nagios-service.txt").read_text("utf-8").replace("refused", "verweigert: größer")
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        assert read("a.txt", words.encode(encoding)) == read("a.txt", words.encode())
