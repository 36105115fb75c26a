"""Files of watches as people write them: the examples to begin from, and how a text is put in place."""

import os
from dataclasses import dataclass
from pathlib import Path

from holdfast import paths
from holdfast.detect.watches.shelf import check_file, folder_of, switched
from holdfast.detect.watches.watch import check
from holdfast.domain.errors import UserError
from holdfast.store.folder import write_for_owner
from holdfast.words import _


@dataclass(frozen=True, slots=True)
class Example:
    """A watch that is shipped: the name of its file without .toml, its title, and its text."""

    key: str
    title: str
    text: str


def examples() -> tuple[Example, ...]:
    """The watches that are shipped to begin from, by name."""
    return tuple(
        Example(file.stem, check(text).name, text)
        for file in sorted((paths.resources() / "watches").glob("*.toml"))
        if (text := file.read_text(encoding="utf-8"))
    )


def text_of(file: Path) -> str:
    """What stands in the file of a watch; UserError, with its reason, where it can't be read."""
    checked, text = check_file(file)
    if not text and checked.problems:
        problem = checked.problems[0]
        raise UserError(_("{file} can't be edited: {why}.").format(file=file, why=problem.what), problem.hint)
    return text


def write(store: Path, name: str, text: str, before: str | None) -> Path:
    """Put the text of a watch in place; its file. `store` is the folder of the store.

    `before` is what stood there when it was opened, None for a new one. UserError where the name is none,
    another watch has it, the text is no watch, or the file was changed by somebody else meanwhile.
    """
    switched("", name, on=True)
    if found := check(text).problems:
        raise UserError(
            _("This watch can't be used yet: {why}.").format(why=found[0]),
            _("Nothing was saved. Correct it, then save again."),
        )
    file = folder_of(store) / f"{name}.toml"
    _check_same(file, before)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_for_owner(file, text.encode())
    except (OSError, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else "") or str(error)
        raise UserError(
            _("{file} could not be written: {why}.").format(file=file, why=why),
            _("Your text is safe as a draft. See who may write there."),
        ) from error
    return file


def _check_same(file: Path, before: str | None) -> None:
    if before is None and os.path.lexists(file):
        raise UserError(_("There is a watch of this name already."), _("Choose another name."))
    if before is not None and file.exists() and text_of(file).splitlines() != before.splitlines():
        raise UserError(
            _("The file was changed by another program since it was opened here."),
            _("Your text is safe as a draft. Go back and edit it again to see both."),
        )
