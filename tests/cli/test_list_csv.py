"""`incident list --csv`: what a spreadsheet opens, and queries that leave things out."""

from pathlib import Path

import pytest

from holdfast.main import main


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ([], ["'=SUM(A1)", "Printer"]),
        (["service:db"], ["'=SUM(A1)"]),
        (["--", "-service:db"], ["Printer"]),
        (["sev:1 -service:db"], []),
    ],
)
def test_rows_are_printed_for_a_spreadsheet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], query: list[str], titles: list[str]
) -> None:
    at = ["--data", str(tmp_path / "store"), "--operator", "Ana", "incident"]
    for title, service in (("=SUM(A1)", "db"), ("Printer", "office")):
        main([*at, "declare", "--title", title, "--service", service])
    capsys.readouterr()
    assert main([*at, "list", "--csv", *query]) == 0
    printed = capsys.readouterr().out
    head, *lines = printed.removesuffix("\r\n").split("\r\n")
    assert head.startswith("reference,severity,phase,title")
    assert printed.endswith("\r\n")
    assert sorted(line.split(",")[3] for line in lines) == titles
