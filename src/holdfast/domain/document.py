"""What a runbook's text says: its sections, its steps, its code, and what it points at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """A block of code exactly as written, without its fence; `language` is "" when unnamed."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """The text between one heading and the next.

    `key` is the anchor that links and the viewer use, unique in its document. `level` is 1..6,
    or 0 for the text above the first heading (its `heading` is empty). `text` is Markdown source
    without the heading line. `working` sections are those whose text is followed step by step.
    """

    key: str
    heading: str
    level: int
    text: str
    working: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do.

    `id` stays the same while section and text stay the same, wherever the step moves. `number`
    counts 1..n through the document. `section` is the key of its section. `text` is Markdown
    source, code included; `plain` is one line of it without markup, for lists and timelines.
    """

    id: str
    number: int
    section: str
    text: str
    plain: str
    code: tuple[CodeBlock, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A runbook as read from its text.

    `front_matter` is the raw text between its fences, "" when there is none. `code` holds every
    code block in order. `links` and `images` are the targets as written, each once.
    """

    title: str
    front_matter: str = ""
    sections: tuple[Section, ...] = ()
    steps: tuple[Step, ...] = ()
    code: tuple[CodeBlock, ...] = ()
    links: tuple[str, ...] = ()
    images: tuple[str, ...] = ()

    def section(self, key: str) -> Section | None:
        """The section with this key, None when there is none."""
        return next((found for found in self.sections if found.key == key), None)

    def steps_of(self, section: str) -> tuple[Step, ...]:
        """The steps of one section, in order."""
        return tuple(step for step in self.steps if step.section == section)
