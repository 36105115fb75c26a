"""What stands beside a review's texts: contributing factors, and the impact as figures with units."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar, cast, get_args

from holdfast.domain.bodies import FactorCategory
from holdfast.domain.entry import Entry
from holdfast.domain.value import REMOVED, Conflict, altered, changed_members, contradiction, new_words, words
from holdfast.domain.value import wrote as remembered
from holdfast.words import _

CATEGORIES: Final[tuple[str, ...]] = get_args(FactorCategory)


def category_word(category: str) -> str:
    """A factor's category in the reader's language."""
    return {
        "change": _("change or configuration"),
        "capacity": _("load or capacity"),
        "dependency": _("something relied on"),
        "design": _("how it is built"),
        "detection": _("noticing and alerting"),
        "knowledge": _("knowledge and documentation"),
        "coordination": _("working together"),
        "surroundings": _("surroundings"),
        "other": _("other"),
    }.get(category, category)


@dataclass(frozen=True, slots=True)
class Factor:
    """A condition that contributed. `evidence` are hashes of entries; any number of factors may be a `root`.

    `id` is the hash of the entry that added it. `wrote` names the entry that last wrote each of its texts.
    """

    id: str
    text: str
    category: str = ""
    reasonable: str = ""
    whys: tuple[str, ...] = ()
    root: bool = False
    evidence: tuple[str, ...] = ()
    wrote: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Figure:
    """A part of the impact: what, a decimal number as text, and its unit."""

    id: str
    what: str
    amount: str
    unit: str
    wrote: Mapping[str, str] = field(default_factory=dict[str, str])


Thing = TypeVar("Thing", Factor, Figure)
Found = tuple[Conflict, ...]


def factor_added(factors: tuple[Factor, ...], entry: Entry) -> tuple[tuple[Factor, ...], Found]:
    """With one more."""
    factor = Factor(
        entry.hash,
        words(entry, "text"),
        entry.text("category"),
        words(entry, "reasonable"),
        _lines(entry, entry.body.get("whys", [])),
        bool(entry.body.get("root", False)),
        wrote=remembered({}, entry, "text", "reasonable", "whys"),
    )
    return (*factors, factor), ()


def factor_changed(factors: tuple[Factor, ...], entry: Entry) -> tuple[tuple[Factor, ...], Found]:
    """With other words, category or standing."""
    return _with(factors, entry, "factor", _factor_changed)


def _factor_changed(there: Factor, entry: Entry) -> tuple[Factor, Found]:
    texts = changed_members(entry, ("text", "reasonable", "whys"))
    said: dict[str, Any] = {name: new_words(entry, name) for name in texts if name != "whys"}
    if "whys" in texts:
        said["whys"] = _lines(entry, entry.new("whys", []))
    found = tuple(each for name in texts for each in contradiction(entry, name, there.wrote.get(name)))
    found += contradiction(entry, "category", there.category) + contradiction(entry, "root", there.root)
    after = altered(
        there,
        **said,
        category=entry.new("category", there.category),
        root=bool(entry.new("root", there.root)),
        wrote=remembered(there.wrote, entry, *texts),
    )
    return after, found


def factor_linked(factors: tuple[Factor, ...], entry: Entry) -> tuple[tuple[Factor, ...], Found]:
    """With evidence, or without it again."""

    def linked(there: Factor, entry: Entry) -> tuple[Factor, Found]:
        named, present = entry.text("entry"), bool(entry.new("present", True))
        others = tuple(each for each in there.evidence if each != named)
        after = altered(there, evidence=(*others, named) if present else others)
        return after, contradiction(entry, "present", named in there.evidence)

    return _with(factors, entry, "factor", linked)


def impact_added(figures: tuple[Figure, ...], entry: Entry) -> tuple[tuple[Figure, ...], Found]:
    """With one more."""
    wrote = remembered({}, entry, "what")
    figure = Figure(entry.hash, words(entry, "what"), words(entry, "amount"), words(entry, "unit"), wrote)
    return (*figures, figure), ()


def impact_changed(figures: tuple[Figure, ...], entry: Entry) -> tuple[tuple[Figure, ...], Found]:
    """With other words or another number."""
    return _with(figures, entry, "impact", _impact_changed)


def _impact_changed(there: Figure, entry: Entry) -> tuple[Figure, Found]:
    names = changed_members(entry, ("what", "amount", "unit"))
    was = {"what": there.wrote.get("what"), "amount": there.amount, "unit": there.unit}
    found = tuple(each for name in names for each in contradiction(entry, name, was[name]))
    said = {name: new_words(entry, name) for name in names}
    wrote = remembered(there.wrote, entry, *(name for name in names if name == "what"))
    return altered(there, **said, wrote=wrote), found


def without(things: tuple[Thing, ...], entry: Entry, member: str) -> tuple[tuple[Thing, ...], Found]:
    """Without the one that the entry names."""
    return tuple(each for each in things if each.id != entry.text(member)), ()


def _with(
    things: tuple[Thing, ...],
    entry: Entry,
    member: str,
    change: Callable[[Thing, Entry], tuple[Thing, Found]],
) -> tuple[tuple[Thing, ...], Found]:
    """The things, the one that the entry names changed; one that is dropped stays so."""
    changed = {each.id: change(each, entry) for each in things if each.id == entry.text(member)}
    found = tuple(each for _thing, conflicts in changed.values() for each in conflicts)
    return tuple(changed[each.id][0] if each.id in changed else each for each in things), found


def _lines(entry: Entry, value: object) -> tuple[str, ...]:
    return (REMOVED,) if "whys" in entry.absent else tuple(cast("list[str]", value))
