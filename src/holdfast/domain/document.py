"""What a runbook's text says: its facts, its sections, its steps, its code, and what it points at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

StepSort = Literal["instruction", "check", "input", "choice", "timer", "approval", "runbook"]
"""What a step asks of a person: to do something, or one of the six that an author may annotate."""


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """A block of code exactly as written, without its fence; `language` is "" when unnamed."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice, and the key of the section that it leads to, "" for none."""

    words: str
    section: str = ""


@dataclass(frozen=True, slots=True)
class Annotation:
    """What a fence's info text says of the step that it belongs to.

    `name` is what an input's or a choice's answer is remembered by, and Runme's name of a command.
    `expect` is the result that a check looks for, `answer` the type of an input, `by` who approves,
    `path` the runbook to start, relative to this one; `wait` and `timebox` are seconds, 0 for none.
    `others` holds every key that is not Holdfast's, Runme's as well, as it was written.
    """

    sort: StepSort = "instruction"
    name: str = ""
    expect: str = ""
    answer: str = "text"
    options: tuple[Option, ...] = ()
    wait: int = 0
    timebox: int = 0
    by: str = ""
    path: str = ""
    others: Mapping[str, str] = field(default_factory=dict[str, str])


PLAIN: Final = Annotation()
"""Of a step that nobody annotated."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the front matter says of a runbook. Dates are YYYY-MM-DD, "" for none; severity 0 for none.

    `others` holds the keys that Holdfast has no use for, in the order and the words of the text.
    """

    title: str = ""
    tags: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()
    severity: int = 0
    owner: str = ""
    reviewed: str = ""
    review_by: str = ""
    others: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """The text between one heading and the next.

    `key` is the anchor that links and the viewer use, unique in its document. `level` is 1..6,
    or 0 for the text above the first heading (its `heading` is empty). `text` is Markdown source
    without the heading line. `working` sections are those whose text is followed step by step; `rest` is
    what of it stands in no step.
    """

    key: str
    heading: str
    level: int
    text: str
    working: bool = False
    rest: str = ""


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
    annotation: Annotation = PLAIN


@dataclass(frozen=True, slots=True)
class AddedStep:
    """A step that a person added: its words, and the step and the section that it follows."""

    id: str
    text: str
    after: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A runbook as read from its text.

    `front_matter` is the raw text between its fences, "" when there is none, `facts` what it says.
    `code` holds every code block in order. `links` and `images` are the targets as written, each once.
    """

    title: str
    front_matter: str = ""
    facts: Facts = Facts()
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

    def step(self, ident: str) -> Step | None:
        """The step with this id, None when there is none."""
        return next((found for found in self.steps if found.id == ident), None)

    def below(self, key: str) -> frozenset[str]:
        """The keys of a section and of all that stands under its heading."""
        keys: set[str] = set()
        top = 0
        for section in self.sections:
            if section.key == key:
                top = section.level
            elif top and section.level <= top:
                break
            if top:
                keys.add(section.key)
        return frozenset(keys)

    def with_changes(self, demoted: Sequence[str], added: Sequence[AddedStep]) -> "Document":
        """The document without the steps that people say are none, and with those that they added.

        An added step follows the one it was put behind; where that is no longer there the last one of its
        section, else the last of all. It is in the section that it names, else in that of the step it was put
        behind, else in none. Numbers are given anew.
        """
        if not demoted and not added:
            return self
        steps = list(self.steps)
        for new in added:
            place = _place(steps, new)
            followed = steps[place - 1] if place and steps[place - 1].id == new.after else None
            section = new.section or (followed.section if followed else "")
            steps.insert(place, Step(new.id, 0, section, new.text, _line(new.text)))
        gone = set(demoted)
        kept = (step for step in steps if step.id not in gone)
        numbered = tuple(replace(step, number=number) for number, step in enumerate(kept, 1))
        return replace(self, steps=numbered)


def _place(steps: Sequence[Step], new: AddedStep) -> int:
    behind = [at for at, step in enumerate(steps, 1) if new.after and step.id == new.after]
    inside = [at for at, step in enumerate(steps, 1) if new.section and step.section == new.section]
    return (behind or inside or [len(steps)])[-1]


def _line(text: str) -> str:
    return " ".join(text.split())
