"""A document put together from pieces of HTML, and looked up by its links."""

from PySide6.QtGui import QTextCursor, QTextDocument


def append(document: QTextDocument, html: str) -> None:
    """Add a piece as if it had been there from the start.

    What is inserted as HTML runs its first paragraph on into the one before, without a format of its own: so
    that is a letter, which is taken away again.
    """
    end = QTextCursor(document)
    end.movePosition(QTextCursor.MoveOperation.End)
    end.beginEditBlock()
    start = end.position()
    end.insertHtml(f"<p>x</p>{html}")
    end.setPosition(start)
    end.deleteChar()
    end.endEditBlock()


def link_to(document: QTextDocument, target: str) -> QTextCursor | None:
    """The words of the first link to `target`."""
    block = document.begin()
    while block.isValid():
        parts = block.begin()
        while not parts.atEnd():
            part = parts.fragment()
            if part.charFormat().anchorHref() == target:
                found = QTextCursor(document)
                found.setPosition(part.position())
                found.setPosition(part.position() + part.length(), QTextCursor.MoveMode.KeepAnchor)
                return found
            parts += 1
        block = block.next()
    return None


def places_of(document: QTextDocument, start: int) -> dict[str, int]:
    """Where the anchors stand that are in the document from a place on, each at its first one."""
    found: dict[str, int] = {}
    block = document.findBlock(start)
    while block.isValid():
        parts = block.begin()
        while not parts.atEnd():
            part = parts.fragment()
            for name in part.charFormat().anchorNames():
                found.setdefault(name, part.position())
            parts += 1
        block = block.next()
    return found
