import pytest

from holdfast.runbook.targets import fragment, inside


@pytest.mark.parametrize(
    ("base", "target", "path"),
    [
        ("a.md", "b.md", "b.md"),
        ("x/a.md", "../y/b.md#part", "y/b.md"),
        ("x/y/a.md", "./../b%20c.md?raw=1", "x/b c.md"),
        ("x/a.md", "img/../../top.png", "top.png"),
    ],
)
def test_a_relative_target_is_a_path_of_the_source(base: str, target: str, path: str) -> None:
    assert inside(base, target) == path


@pytest.mark.parametrize(
    "target",
    [
        "", "#part", "/etc/passwd", "//host/share", "\\\\host\\share", "..\\b.md", "../b.md", "x/../../b.md",
        "%2e%2e/b.md", "%2Fetc/passwd", "http://a/b.md", "file:b.md", "C:/b.md", "c:b.md", "a%00.md",
        "a\n.md", "javascript:x", ".", "..", "./", "x" * 2000,
    ],
)  # fmt: skip
def test_anything_else_is_nowhere(target: str) -> None:
    assert inside("a.md", target) is None


def test_a_fragment_names_an_anchor() -> None:
    assert fragment("a.md#das-%C3%9C") == "das-Ü"
    assert fragment("a.md") == ""
    assert fragment("#a\x00b") == ""
