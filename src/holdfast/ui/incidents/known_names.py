"""The names that are offered while a question is typed: of leads, services and labels."""

from holdfast.store.store import Store


class KnownNames:
    """Names that exist, looked up when they are first wanted and kept until something changes."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, list[str]] = {}

    def __call__(self, field: str) -> list[str]:
        """The names that this field of the query line could have."""
        if field not in self._known:
            self._known[field] = {
                "lead": self._leads,
                "label": self._store.incidents.labels,
                "service": self._store.incidents.services,
            }[field]()
        return self._known[field]

    def forget(self) -> None:
        """Something changed: look them up anew."""
        self._known.clear()

    def _leads(self) -> list[str]:
        """Oneself, who leads an open incident without being an operator of this store, and operators."""
        operators = sorted(self._store.operators.names().values())
        return list(dict.fromkeys(["me", *self._store.incidents.leads(), *operators]))
