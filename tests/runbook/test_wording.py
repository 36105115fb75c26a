import pytest

from holdfast.runbook.wording import asks


@pytest.mark.parametrize(
    "words",
    [
        "Check the logs.", "**Ensure** that it runs.", "It is slow. Restart it.",
        "If it is (very) slow, wait.",
        "[Open](x.md) a case", "Please call the owner", "Prüfen Sie die Platte.", "Wenn nicht, warten.",
        'It said "stop." Restart it.',
    ],
)  # fmt: skip
def test_what_asks(words: str) -> None:
    assert asks(words)


@pytest.mark.parametrize(
    "words",
    [
        "", "The disk is full.", "Check these:", "**Check these:**", "Power is back.", "Checking takes long.",
        "…", "12 34", "A cheque", "x" * 100_000,
    ],
)  # fmt: skip
def test_what_only_tells(words: str) -> None:
    assert not asks(words)
