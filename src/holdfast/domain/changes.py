"""What a commit touched: all that a model needs to know which rows to read again."""

from dataclasses import dataclass

from holdfast.domain.ids import id_of, kind_of


@dataclass(frozen=True, slots=True)
class Changes:
    """The subjects that a commit touched, and whether this very store object made it."""

    subjects: frozenset[str]
    own: bool = True

    def ids(self, kind: str) -> frozenset[str]:
        """The ids of the touched subjects of one kind."""
        return frozenset(id_of(name) for name in self.subjects if kind_of(name) == kind)

    def touches(self, *kinds: str) -> bool:
        """Whether a subject of one of these kinds is among them."""
        return any(kind_of(name) in kinds for name in self.subjects)
