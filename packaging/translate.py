"""Bring the catalogues of documents up to date with the sources, and compile them (needs the set-up).

The words of `report/` all stand in `resources/i18n/<language>/LC_MESSAGES/documents.po`; of the other rooms
only those that somebody translated, since most are never printed. A test names what a document still says in
English.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
WHOLE = "report"
OTHERS = ("desk", "domain", "respond", "review", "runbook", "triage")
KEYWORDS = {"_": None, "ngettext": (1, 2)}
DATED = datetime(2026, 11, 28, tzinfo=UTC)  # a date of its own would change the file whenever it is written


def extracted() -> Catalog:
    """Every word that the rooms say from which documents are made."""
    found = Catalog(project="Holdfast", charset="utf-8")
    for room in (WHOLE, *OTHERS):
        folder = ROOT / "src" / "holdfast" / room
        for file, _line, message, _comments, context in extract_from_dir(
            folder, [("**.py", "python")], keywords=KEYWORDS
        ):
            found.add(
                message, locations=[(f"src/holdfast/{room}/{Path(file).as_posix()}", 0)], context=context
            )
    return found


def is_translated(message: Message) -> bool:
    """Whether each of its forms has words."""
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


def is_whole(message: Message) -> bool:
    """Whether it is said in the room whose words are all translated."""
    return any(file.startswith(f"src/holdfast/{WHOLE}/") for file, _line in message.locations)


def main() -> int:
    """Write each language's catalogue anew, with what was translated before."""
    found = extracted()
    for file in sorted((ROOT / "resources" / "i18n").glob("*/LC_MESSAGES/documents.po")):
        with file.open("rb") as stream:
            catalogue = read_po(stream, locale=file.parts[-3], domain="documents")
        catalogue.update(found, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        for each in [
            each for each in catalogue if each.id and not is_translated(each) and not is_whole(each)
        ]:
            catalogue.delete(each.id, each.context)
        catalogue.creation_date = catalogue.revision_date = DATED
        with file.open("wb") as stream:
            write_po(stream, catalogue, width=100, sort_output=True, include_lineno=False, omit_header=False)
        with file.with_suffix(".mo").open("wb") as stream:
            write_mo(stream, catalogue)
        missing = sum(1 for each in catalogue if each.id and not is_translated(each))
        sys.stdout.write(
            f"{file.relative_to(ROOT).as_posix()}: {missing} of {len(catalogue)} not translated\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
