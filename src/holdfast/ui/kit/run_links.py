"""What the text of a step points at: other files of its source, and addresses that can be copied."""

from collections.abc import Iterator
from dataclasses import dataclass

from holdfast.domain.text import to_lines
from holdfast.runbook import inline, targets
from holdfast.runbook.blocks import Block, Kind, scan
from holdfast.words import _

_WEB = ("https://", "http://", "mailto:")
_LONGEST = 40
_MOST = 12


@dataclass(frozen=True, slots=True)
class Link:
    """An address, or else a place in a file of the same source."""

    address: str = ""
    path: str = ""
    anchor: str = ""

    @property
    def words(self) -> str:
        """What the button says that follows it."""
        if self.address:
            return _("Copy address {address}").format(address=_short(self.address))
        return _("Read {path}").format(path=_short(self.path))

    @property
    def whole(self) -> str:
        """Where it leads, nothing left out."""
        return self.address or "#".join(part for part in (self.path, self.anchor) if part)


def links_of(text: str, base: str) -> tuple[Link, ...]:
    """The links of a step in the runbook at `base`, each once; what leads nowhere is left out."""
    found = (_link(target, base) for target in _targets(scan(to_lines(text)), {}))
    return tuple(dict.fromkeys(link for link in found if link is not None))[:_MOST]


def _targets(block: Block, references: dict[str, str]) -> Iterator[str]:
    if block.kind is Kind.CODE:
        return
    lines = block.lines
    if block.kind is Kind.PARAGRAPH:
        defined, lines = inline.definitions(lines)
        references.update(defined)
    for is_image, target in inline.targets("\n".join(lines), references):
        if not is_image:
            yield target
    for child in block.children:
        yield from _targets(child, references)


def _link(target: str, base: str) -> Link | None:
    if target.lower().startswith(_WEB):
        return Link(address=target)
    path = base if target.startswith("#") else targets.inside(base, target)
    if path is None or not path.lower().endswith(targets.RUNBOOKS):
        return None
    return Link(path=path, anchor=targets.fragment(target))


def _short(whole: str) -> str:
    """Its beginning and its end, which tell most."""
    bare = whole.removeprefix("https://").removeprefix("http://")
    if len(bare) <= _LONGEST:
        return bare
    first, _slash, _rest = bare.partition("/")
    last = bare.rpartition("/")[2]
    start = first[: _LONGEST // 3]
    return f"{start}/…/{last[-(_LONGEST - len(start) - 3) :]}"
