"""Finding in the written sections of a review, and putting other words there."""

import re

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor

from holdfast.ui.kit import theme
from holdfast.ui.kit.markdown_edit import FOUND, MarkdownEdit
from holdfast.ui.review.editor_frame import EditorFrame
from holdfast.ui.review.text_section import TextSection
from holdfast.words import _, ngettext


class Replacing(QObject):
    """Ties the bar to the sections. A section's replacements are one step of its undo."""

    section_wanted = Signal(str)
    """The places go on in this section."""
    told = Signal(str)
    """How many were replaced."""

    def __init__(self, frame: EditorFrame) -> None:
        super().__init__(frame)
        self._frame = frame
        bar, middle = self._bar, self._middle = frame.finder, frame.middle
        self._marked: MarkdownEdit | None = None
        bar.looked.connect(self._look_first)
        bar.step_wanted.connect(self.step)
        bar.replace_wanted.connect(self._replace)
        bar.replace_all_wanted.connect(self._replace_all)
        bar.closed.connect(self._end)
        middle.changed.connect(self.look)

    def find(self, *, replacing: bool = False) -> None:
        """Look for words in what is written; in the checklist of the timeline, for rows of it."""
        self._frame.show_middle()
        if not self._middle.find_offer():
            self.begin(replacing=replacing)

    def find_again(self, by: int) -> None:
        """Go to the next (1) or previous (-1) place of what is looked for."""
        self._frame.show_middle()
        self.step(by)

    def begin(self, *, replacing: bool) -> None:
        """Show the bar; words that are chosen in the text are looked for."""
        edit = self._edit()
        chosen = edit.textCursor().selectedText() if edit is not None else ""
        if edit is None:
            self._bar.everywhere.setChecked(True)
        self._bar.begin("" if "\u2029" in chosen else chosen, replacing=replacing)
        self.look()

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) place, in all sections where that is wanted."""
        if self._bar.isHidden():
            self.begin(replacing=False)
            return
        edit = self._edit()
        if edit is not None and self._choose(edit, by, from_end=False):
            return
        keys, here = self._keys(), self._middle.current()
        at = keys.index(here) if here in keys else -1 if by > 0 else len(keys)
        for key in (keys[(at + by * far) % len(keys)] for far in range(1, len(keys) + 1)):
            other = self._edit(key)
            if other is not None and _places(other, self._bar.sought.text()):
                if key != here:
                    self.section_wanted.emit(key)
                self._choose(other, by, from_end=True)
                return

    def look(self) -> None:
        """Mark every place of the section that is shown, and count."""
        if self._bar.isHidden():
            return
        words, edit = self._bar.sought.text(), self._edit()
        if self._marked is not None and self._marked is not edit:
            self._marked.mark(FOUND, (), _look)
        here = _places(edit, words) if edit is not None else []
        if edit is not None:
            edit.mark(FOUND, here, _look)
        self._marked = edit
        others = [each for key in self._keys() if (each := self._edit(key)) is not None and each is not edit]
        elsewhere = sum(len(_places(each, words)) for each in others)
        may = any(not each.isReadOnly() for each in (*others, *([edit] if edit is not None else ())))
        self._bar.say(self._count(len(here), elsewhere), any_found=bool(here or elsewhere), may_replace=may)

    # -- what the bar asks -----------------------------------------------------------------------

    def _look_first(self) -> None:
        """Go to the first place from the cursor on, without leaving the section."""
        self.look()
        edit = self._edit()
        if edit is not None:
            cursor = edit.textCursor()
            cursor.setPosition(cursor.selectionStart())
            edit.setTextCursor(cursor)
            if not self._choose(edit, 1, from_end=False):
                self._choose(edit, 1, from_end=True)

    def _replace(self) -> None:
        """Replace the place that is chosen, and go on; where none is chosen only go there."""
        edit, words = self._edit(), self._bar.sought.text()
        if edit is not None and not edit.isReadOnly():
            chosen = edit.chosen()
            if chosen in _places(edit, words):
                edit.textCursor().insertText(self._bar.replacement.text())
        self.step(1)

    def _replace_all(self) -> None:
        words, new = self._bar.sought.text(), self._bar.replacement.text()
        edits = [edit for key in self._keys() if (edit := self._edit(key)) is not None]
        counts = [count for edit in edits if (count := replace_all(edit, words, new))]
        self.told.emit(_replaced_words(sum(counts), len(counts)))
        self.look()

    def _end(self) -> None:
        if self._marked is not None:
            self._marked.mark(FOUND, (), _look)
        self._middle.section().first_focus().setFocus()

    # -- where -----------------------------------------------------------------------------------

    def _edit(self, key: str = "") -> MarkdownEdit | None:
        section = self._middle.section(key) if key or self._middle.current() else None
        return section.edit if isinstance(section, TextSection) else None

    def _keys(self) -> list[str]:
        """The sections that are looked through."""
        if self._bar.everywhere.isChecked():
            return self._middle.text_keys()
        return [self._middle.current()] if self._edit() is not None else []

    def _choose(self, edit: MarkdownEdit, by: int, *, from_end: bool) -> bool:
        """Choose the next place in one text; `from_end` begins at its far end."""
        places, (start, after) = _places(edit, self._bar.sought.text()), edit.chosen()
        if by < 0:
            places = [each for each in reversed(places) if from_end or each[1] <= start]
        else:
            places = [each for each in places if from_end or each[0] >= after]
        if places:
            edit.setTextCursor(edit.cursor_over(*places[0]))
            edit.ensureCursorVisible()
        return bool(places)

    def _count(self, here: int, elsewhere: int) -> str:
        if not self._bar.sought.text():
            return ""
        if not here and not elsewhere:
            return _("Not found")
        told = ngettext("{count} place here", "{count} places here", here).format(count=here)
        if not self._bar.everywhere.isChecked():
            return told
        return _("{here}, {count} in other sections").format(here=told, count=elsewhere)


def replace_all(edit: MarkdownEdit, words: str, new: str) -> int:
    """Replace every place as one step of undo; how many there were."""
    places = [] if edit.isReadOnly() else _places(edit, words)
    if places:
        cursors = [edit.cursor_over(*place) for place in places]
        whole = QTextCursor(edit.document())
        whole.beginEditBlock()
        for cursor in reversed(cursors):
            cursor.insertText(new)
        whole.endEditBlock()
    return len(places)


def _places(edit: MarkdownEdit, words: str) -> list[tuple[int, int]]:
    """Where the words stand, big and small letters alike."""
    if not words:
        return []
    found = re.compile(re.escape(words), re.IGNORECASE).finditer(edit.toPlainText())
    return [match.span() for match in found]


def _look(_at: int) -> QTextCharFormat:
    colours, look = theme.current(), QTextCharFormat()
    look.setBackground(colours.banner)
    look.setForeground(colours.banner_text)
    return look


def _replaced_words(count: int, sections: int) -> str:
    told = ngettext("{count} place replaced", "{count} places replaced", count).format(count=count)
    where = ngettext("in {count} section", "in {count} sections", sections).format(count=sections)
    return _("{told} {where}. Ctrl+Z in a section takes it back there.").format(told=told, where=where)
