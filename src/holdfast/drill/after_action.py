"""The after-action review of a drill: the review of its incident, begun with what the drill showed."""

from collections.abc import Iterable, Iterator

from holdfast.domain.drill import Drill, drill_state_word
from holdfast.domain.errors import UserError
from holdfast.domain.review import Review
from holdfast.domain.scenario import Scenario
from holdfast.domain.timewords import span_text, stamp_text
from holdfast.drill.facts import happened
from holdfast.drill.played import scenario_of
from holdfast.drill.score import Score, Scored, outcome_word, rating_word, score, time_word
from holdfast.review.templates import named, set_template
from holdfast.review.writing import begin, write_all
from holdfast.store.store import Store
from holdfast.words import _

TEMPLATE = "after-action"


def begin_after_action(store: Store, drill: str, incident: str = "") -> Review:
    """The after-action review of a drill that is over, begun and filled where there is none; it is the review
    of its first incident, or of the one that is named. What somebody wrote already stays.
    """
    with store.command():
        value = store.drills.get(drill)
        chosen = _incident(value, incident)
        there = store.reviews.of_incident(chosen)
        if there is not None:
            return there
        scenario = scenario_of(store, value)
        result = score(scenario, value, happened(store, value), store.clock())
        review = begin(store, chosen)
        set_template(store, review.id, named(store, TEMPLATE).text)
        return write_all(store, review.id, _texts(store, scenario, value, result))


def _incident(drill: Drill, incident: str) -> str:
    if not drill.is_over:
        raise UserError(
            _("The drill {title} is {state}. Nothing was begun.").format(
                title=drill.title, state=drill_state_word(drill.state)
            ),
            hint=_("Finish it first; what happens afterwards is no part of it."),
        )
    if not drill.incidents:
        raise UserError(
            _("No incident was declared in the drill {title}, so there is nothing to review.").format(
                title=drill.title
            ),
            hint=_("Its score and the facilitator's notes are kept with the drill."),
        )
    if incident and incident not in drill.incidents:
        raise UserError(_("This incident was not declared in the drill {title}.").format(title=drill.title))
    return incident or drill.incidents[0]


def _texts(store: Store, scenario: Scenario, drill: Drill, result: Score) -> dict[str, str]:
    met = [each for each in result.expectations if each.outcome == "met"]
    missed = [each for each in result.expectations if each.outcome == "missed"]
    texts = {
        "summary": _lines(_scope(store, scenario, drill, result)),
        "response": _lines(_story(drill, result)),
        "helped": _lines(_items(_expected(each) for each in met)),
        "harder": _lines(_items(_expected(each) for each in missed)),
        "lessons": _lines(_answers(scenario, drill)),
    }
    return {section: text for section, text in texts.items() if text}


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(lines)


def _items(texts: Iterable[str]) -> Iterator[str]:
    return (f"- {' '.join(text.split())}" for text in texts)


def _scope(store: Store, scenario: Scenario, drill: Drill, result: Score) -> Iterator[str]:
    yield scenario.goal
    yield ""
    begun = drill.started or store.clock()
    lasted = span_text(drill.elapsed(drill.ended or begun))
    yield _("Drill “{title}”, begun {time}, {span} without pauses.").format(
        title=drill.title, time=stamp_text(begun, store.zone), span=lasted
    )
    if drill.people:
        yield _("Taking part: {people}.").format(people=", ".join(drill.people))
    yield _("{met} of {of} expectations met.").format(met=result.met, of=result.of)
    yield ""
    for each in result.objectives:
        rating = rating_word(each.rating) if each.rating else _("not judged")
        yield f"- {each.objective.text} **{_('{met} of {of}').format(met=each.met, of=each.of)}**, {rating}"


def _story(drill: Drill, result: Score) -> Iterator[str]:
    for key, span in result.times:
        yield f"- {time_word(key)}: {span_text(span)}"
    yield ""
    for put in drill.injected:
        yield f"- {span_text(max(0, drill.elapsed(put.at)))}: {' '.join(put.title.split())}"
    if drill.notes:
        yield ""
        yield _("Noted by the facilitator:")
        yield ""
        yield from _items(note.text for note in drill.notes)


def _expected(each: Scored) -> str:
    said = each.expectation.text
    if each.took is None:
        return _("{text}: {outcome}").format(text=said, outcome=outcome_word(each.outcome))
    return _("{text}: {outcome} after {span}").format(
        text=said, outcome=outcome_word(each.outcome), span=span_text(each.took)
    )


def _answers(scenario: Scenario, drill: Drill) -> Iterator[str]:
    """What people answered, question by question, without names and in no order that tells who they are."""
    for number, question in enumerate(scenario.questions):
        said = sorted(each.text for each in drill.answers if each.question == number)
        if said:
            yield f"**{question}**"
            yield ""
            yield from _items(said)
            yield ""
