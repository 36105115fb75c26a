"""What the manual says of the forms of alerts is what is read."""

import re

from holdfast import paths
from holdfast.detect import scales
from holdfast.detect.mapping import load
from holdfast.detect.reading import read
from tests.detect.sampled import SAMPLES

PAGE = (paths.resources() / "help" / "alert-formats.md").read_text("utf-8")


def test_the_mapping_file_of_the_manual_reads_a_report() -> None:
    (text,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    told = read("backup-7.json", (SAMPLES / "backup-1.json").read_bytes(), [load(text)])
    assert [(each.name, each.status, each.severity) for each in told.signals] == [
        ("Nightly copy", "firing", 4),
        ("Weekly copy", "resolved", 1),
    ]
    assert {each.service for each in told.signals} == {"Backup"}
    assert len(told.unread) == 1


def test_the_table_of_severities_has_every_word() -> None:
    rows = re.findall(r"^\| ([1-5]) \w+ \| ([^|]*) \| ([^|]*)\|", PAGE, re.MULTILINE)
    said = {word: int(number) for number, words, _zabbix in rows for word in words.split(", ")}
    spelled = {word for word in scales.SEVERITIES if not re.search(r"sev-|\s", word)}
    assert said == {word: scales.SEVERITIES[word] for word in spelled}
