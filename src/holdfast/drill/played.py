"""What a drill plays: its scenario as it was when the drill was started."""

from functools import lru_cache

from holdfast.domain.drill import Drill
from holdfast.domain.encodings import decoded
from holdfast.domain.errors import UserError
from holdfast.domain.scenario import Scenario
from holdfast.drill.scenarios import load
from holdfast.store.store import Store
from holdfast.words import _


def scenario_of(store: Store, drill: Drill) -> Scenario:
    """The scenario that a drill plays. UserError where its text was removed or this program can't read it."""
    data = store.blobs.get(drill.scenario)
    if data is None:
        raise UserError(
            _("The scenario of the drill {title} is not in this store.").format(title=drill.title),
            hint=_("What was recorded in the drill is still there."),
        )
    return _loaded(data)


@lru_cache(maxsize=8)
def _loaded(data: bytes) -> Scenario:
    """A drill asks for it each second."""
    return load(decoded(data)[0], begun=True)
