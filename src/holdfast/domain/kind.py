"""What a kind of entry's body looks like, and which program can say and read it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Members = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """The newest version of a kind's body, its members' types, and the members that came after version 1."""

    kv: int
    required: Members
    optional: Members = field(default_factory=dict[str, Any])
    since: Mapping[str, int] = field(default_factory=dict[str, int])

    def type_of(self, member: str) -> Any:  # noqa: ANN401  (a type form)
        """The type of a member; None where it has none."""
        return self.required.get(member) or self.optional.get(member)

    def version_of(self, body: Mapping[str, object]) -> int:
        """The oldest version that can say this body, so that older programs understand what they can."""
        return max((self.since.get(member, 1) for member in body), default=1)
