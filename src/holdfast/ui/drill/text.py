"""A scenario as Markdown to be read before the drill."""

from collections.abc import Iterator

from holdfast.domain.scenario import Scenario
from holdfast.ui.drill.words import condition_words, kind_word
from holdfast.words import _


def scenario_text(scenario: Scenario, *, injects: bool) -> str:
    """Goal, objectives, roles, facts; with `injects` also what is put in, which gives it away."""
    return "\n\n".join(_parts(scenario, injects=injects)) + "\n"


def _parts(scenario: Scenario, *, injects: bool) -> Iterator[str]:
    yield f"**{scenario.goal.strip()}**"
    if scenario.text.strip():
        yield scenario.text.strip()
    if injects:
        yield f"## {_('Injects')}"
        yield _listed(
            f"**{each.title}** ({kind_word(each.kind)}, {condition_words(each, scenario)})"
            for each in scenario.injects
        )
    yield f"## {_('Objectives')}"
    yield _listed(each.text for each in scenario.objectives)
    if scenario.roles:
        yield f"## {_('Roles')}"
        yield _listed(f"**{each.role}**: {each.text}" for each in scenario.roles)
    if scenario.facts.strip():
        yield f"## {_('Facts')}"
        yield scenario.facts.strip()


def _listed(lines: Iterator[str]) -> str:
    return "\n".join(f"- {' '.join(line.split())}" for line in lines)
