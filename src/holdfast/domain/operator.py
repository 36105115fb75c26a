"""An operator: who stands behind what is recorded."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from holdfast.domain.entry import Entry
from holdfast.domain.value import Conflict, altered, contradiction, new_words, words, wrote


@dataclass(frozen=True, slots=True)
class Operator:
    """A person at the keyboard. `verifier` is the SHA-256 of the passphrase's argon2id record, or empty."""

    id: str
    name: str = ""
    system_user: str = ""
    verifier: str = ""
    wrote: Mapping[str, str] = field(default_factory=dict[str, str])
    conflicts: tuple[Conflict, ...] = ()

    @property
    def has_passphrase(self) -> bool:
        """Whether this operator can be authenticated."""
        return bool(self.verifier)


def fold(operator: Operator | None, entry: Entry, ident: str) -> Operator | None:
    """The operator after an entry that touches it; None until added."""
    if entry.kind == "operator.added":
        return altered(
            operator or Operator(id=ident),
            name=words(entry, "name"),
            system_user=words(entry, "system_user"),
            wrote=wrote({}, entry, "name"),
        )
    if operator is None:
        return None
    if entry.kind == "operator.renamed":
        return altered(
            operator,
            name=new_words(entry, "name"),
            wrote=wrote(operator.wrote, entry, "name"),
            conflicts=operator.conflicts + contradiction(entry, "name", operator.wrote.get("name")),
        )
    if entry.kind == "operator.secured":
        return altered(
            operator,
            verifier=entry.new("verifier") or "",
            conflicts=operator.conflicts + contradiction(entry, "verifier", operator.verifier or None),
        )
    return operator
