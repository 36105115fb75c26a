"""What the pages of drills read: aside, since a station may have held many."""

from collections.abc import Mapping
from dataclasses import dataclass

from holdfast.desk.aside import Beside
from holdfast.domain.drill import Drill
from holdfast.domain.errors import UserError
from holdfast.domain.scenario import Scenario
from holdfast.domain.toml_check import Problem
from holdfast.drill.play import scenario_of
from holdfast.drill.scenarios import check, load, own, shipped
from holdfast.drill.score import Happened, Progress, happened, progress
from holdfast.store.drills import DrillRow


@dataclass(frozen=True, slots=True)
class Offered:
    """A scenario that can be played, or the file of one that can't, with the reason."""

    file: str
    title: str
    text: str
    own: bool
    scenario: Scenario | None = None
    problem: str = ""

    @property
    def key(self) -> str:
        """What it is found by in the list."""
        return self.scenario.key if self.scenario else f"{self.file}:own"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The scenarios, and the drills that were held of each, and those cancelled, the newest first."""

    offered: tuple[Offered, ...]
    held: Mapping[str, tuple[Progress, ...]]
    cancelled: Mapping[str, tuple[DrillRow, ...]]
    running: Drill | None


@dataclass(frozen=True, slots=True)
class Played:
    """A drill with all that its score is made of."""

    drill: Drill
    scenario: Scenario
    happened: Happened


def catalogue(place: Beside) -> Catalogue:
    """What can be played, and how it went before; for any thread."""
    texts: list[tuple[str, str | Problem, bool]] = [(file, text, False) for file, text in shipped().items()]
    texts += [(file, text, True) for file, text in own(place.folder).items()]
    found = {each.key: each for each in (_offered(*one) for one in texts)}  # one's own stands for the shipped
    held: dict[str, tuple[Progress, ...]] = {}
    with place.open() as store:
        for one in progress(store):
            held[one.key] = (one, *held.get(one.key, ()))
        cancelled: dict[str, tuple[DrillRow, ...]] = {}
        for row in store.drills.page():
            if row.state == "cancelled":
                cancelled[row.scenario] = (*cancelled.get(row.scenario, ()), row)
        running = store.drills.running()
    return Catalogue(tuple(sorted(found.values(), key=_order)), held, cancelled, running)


def _order(each: Offered) -> tuple[bool, int, str]:
    return each.scenario is None, each.scenario.minutes if each.scenario else 0, each.title


def _offered(file: str, text: str | Problem, is_own: bool) -> Offered:
    checked = check(text)
    if checked.problems or isinstance(text, Problem):
        return Offered(file, checked.name or file, "", is_own, problem=str(checked.problems[0]))
    scenario = load(text)
    return Offered(file, scenario.title, text, is_own, scenario)


def played(place: Beside, ident: str) -> Played | UserError:
    """A drill; the UserError where there is none, or its scenario isn't kept. For any thread."""
    with place.open() as store:
        try:
            drill = store.drills.get(ident)
            return Played(drill, scenario_of(store, drill), happened(store, drill))
        except UserError as error:
            return error
