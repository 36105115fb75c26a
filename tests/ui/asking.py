"""The dialogs, answered from a script."""

from pathlib import Path


class ScriptedAsking:
    """Answers dialogs from a script; each answer is used once."""

    def __init__(self) -> None:
        self.targets: list[Path | None] = []
        self.files: list[Path | None] = []
        self.confirms: list[bool] = []
        self.asked: list[str] = []

    def confirm(self, what: str, hint: str, verb: str) -> bool:
        if not self.confirms:
            raise AssertionError(what, hint, verb)
        self.asked.append(f"{what} {hint} {verb}")
        return self.confirms.pop(0)

    def folder(self, title: str) -> Path | None:
        raise AssertionError(title)

    def file(self, title: str, kinds: str = "") -> Path | None:
        self.asked.append(f"{title}: {kinds}")
        return self.files.pop(0)

    def target(self, title: str, suggested: str, kinds: str = "") -> Path | None:
        self.asked.append(f"{title}: {suggested}, {kinds}")
        return self.targets.pop(0)
