"""What is said of a text while it is written, and on which line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.runbook.collect import collect
from holdfast.runbook.lint import MOST, Finding, lint

WHOLE = "# T\n\n## Meaning\n\nx\n\n## Impact\n\nx\n\n## Diagnosis\n\n1. Look\n\n## Mitigation\n\n1. Act\n"
KNOWN = {"a.md", "b.md", "deep/c.md", "img/p.png"}


def told(text: str, path: str = "a.md", today: str = "2026-11-23") -> list[tuple[int, str]]:
    return [(found.line, found.code) for found in lint(text, path, KNOWN, today)]


def alone(text: str, path: str = "a.md") -> Finding:
    (found,) = lint(WHOLE + text, path, KNOWN, "2026-11-23")
    return found


def test_nothing_is_said_of_a_whole_runbook() -> None:
    text = WHOLE + (
        "\n[b](b.md) [c](deep/c.md#x) [self](a.md) [m](#mitigation) [out](https://x.example/y) <mailto:a@b.c>"
        "\n![p](img/p.png) [top](#top) <a id='top'></a>\n"
        "\n```sh {name=USE cwd=/tmp tag=x promptEnv=no}\nls\n```\n"
        '\n```holdfast {kind=choice name=how options="A=#impact|B"}\n```\n'
        "\n```holdfast {kind=runbook path=b.md}\n```\n"
    )
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "line", "code", "severity", "words"),
    [
        ("\nx\n[b](gone.md)\n", 20, "broken-link", "error", "There is no runbook gone.md."),
        ("\n- x\n- > [b](gone.md)\n", 20, "broken-link", "error", "gone.md"),
        ("\n| a | b |\n|---|---|\n| x | [b](gone.md) |\n", 21, "broken-link", "error", "gone.md"),
        ("\n[b][r]\n\n[r]: gone.md\n", 19, "broken-link", "error", "gone.md"),
        ("\n[b](script.sh)\n", 19, "foreign-link", "warning", "no runbook"),
        ("\n[b](../up.md)\n", 19, "outside-link", "warning", "out of the folder"),
        ("\n[b](/etc/x.md)\n", 19, "outside-link", "warning", "out of the folder"),
        ("\n![p](img/gone.png)\n", 19, "missing-image", "error", "There is no image img/gone.png."),
        ("\n<img src='img/gone.png'>\n", 19, "missing-image", "error", "img/gone.png"),
        ("\n![p](https://x.example/p.png)\n", 19, "foreign-image", "warning", "never shown"),
        ("\n[m](#gone)\n", 19, "broken-anchor", "error", "There is no section #gone."),
        ("\n[m](#Mitigation)\n", 19, "broken-anchor", "error", "#mitigation is there"),
        ("\n```sh {timeboks=5m}\nls\n```\n", 19, "unknown-key", "warning", "Did you mean timebox?"),
        ("\n```sh {qqqqqq=5}\nls\n```\n", 19, "unknown-key", "warning", "does nothing"),
        ("\n```sh {timebox=soon}\nls\n```\n", 19, "annotation", "error", "timebox: "),
        ("\n```sh {broken\n```\n", 19, "annotation", "error", "braces"),
        ("\n```holdfast {kind=input}\n```\n", 19, "annotation", "error", "needs name"),
        (
            '\n```holdfast {kind=choice options="A=#gone|B"}\n```\n', 19, "broken-option", "error", "#gone",
        ),
        ("\n```holdfast {kind=runbook path=gone.md}\n```\n", 19, "missing-runbook", "error", "gone.md"),
        (
            "\n```holdfast {kind=input name=host}\n```\n\n```holdfast {kind=input name=host}\n```\n",
            22, "same-name", "error", "line 19",
        ),
    ],
)  # fmt: skip
def test_each_fault_is_told_with_its_line(text: str, line: int, code: str, severity: str, words: str) -> None:
    found = alone(text)
    assert (found.line, found.code, found.severity) == (line, code, severity)
    assert words in found.words


@pytest.mark.parametrize(
    ("front", "line", "code"),
    [
        ("title: A\nreviewed: soon\n", 3, "front-matter"),
        ("title: A\nseverity: 9\n", 3, "front-matter"),
        ("title: A\ntags: [a\n", 3, "front-matter"),
        ("title: &a [1]\nx: *a\n", 1, "front-matter"),
        ("title: A\nreview_by: 2026-01-01\n", 3, "past-date"),
        ("title: A\nreviewed: 2025-12-31\nreview_by: 2026-01-01\n", 4, "past-date"),
    ],
)
def test_the_front_matter_too(front: str, line: int, code: str) -> None:
    found = told(f"---\n{front}---\n{WHOLE}")
    assert [each for each in found if each[1] != "missing-section"] == [(line, code)]


def test_a_date_that_has_not_passed_or_was_kept_is_no_fault() -> None:
    assert told(f"---\nreview_by: 2026-11-23\n---\n{WHOLE}") == []
    assert told(f"---\nreviewed: 2026-02-01\nreview_by: 2026-01-01\n---\n{WHOLE}") == []
    assert told(f"---\nreview_by: 2026-01-01\n---\n{WHOLE}", today="") == []


def test_lines_are_those_of_the_file_below_front_matter_and_with_any_line_end() -> None:
    text = f"---\ntitle: A\n---\n{WHOLE}\n[b](gone.md)\n"
    for ended in (text, text.replace("\n", "\r\n"), "\ufeff" + text):
        assert told(ended) == [(22, "broken-link")]


def test_what_is_missing_is_a_hint_in_three_languages() -> None:
    found = lint("# Recovery of the impact database\n\nNothing.\n", "a.md")
    assert [each.severity for each in found if each.code == "missing-section"] == ["hint"] * 4
    german = "# T\n\n## Bedeutung\n\n## Auswirkungen\n\n## Fehlersuche\n\n1. A\n\n## Maßnahmen\n\n1. B\n"
    assert told(german) == []
    french = "# T\n\n## Signification\n\n## Conséquences\n\n## Diagnostic\n\n1. A\n\n## Atténuation\n\n1. B\n"
    assert told(french) == []


def test_no_steps_is_told() -> None:
    assert (1, "no-steps") in told("# T\n\n## References\n\n- x\n")
    assert "no-steps" not in [code for _line, code in told("# T\n\n1. Act\n")]


def test_what_is_known_may_be_asked() -> None:
    asked: list[str] = []
    assert lint(WHOLE + "\n[b](deep/x.md)\n", "d/a.md", lambda path: bool(asked.append(path)) or True) == ()
    assert asked == ["d/deep/x.md"]


def test_a_text_full_of_faults_is_told_as_far_as_one_reads() -> None:
    assert len(lint("[b](gone.md)\n\n" * 20_000, "a.md")) == MOST
    assert len(lint("```sh {a=1 b=2 c=3}\n```\n" * 10_000, "a.md")) == MOST
    assert len(lint("[b](#x)\n# y\n" * 20_000, "a.md")) == MOST


@given(st.text() | st.text(alphabet="[](){}`~<>#!|-=:.\n ab", max_size=300))
def test_it_never_raises_and_its_lines_are_in_the_text(text: str) -> None:
    for found in lint(text, "a.md", KNOWN, "2026-11-23"):
        assert 1 <= found.line <= text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
        assert found.words


@pytest.mark.real_data
def test_the_real_runbooks_are_mostly_whole(real_runbooks: object) -> None:
    found = collect(real_runbooks)  # pyright: ignore[reportArgumentType]
    known = {file.path for file in found.files} | {image.path for image in found.images}
    errors = [
        (file.path, each)
        for file in found.files
        for each in lint(file.text, file.path, known)
        if each.severity == "error"
    ]
    assert len(errors) < 20, errors
