"""What a drill's parts are called on the screen: kinds of injects, what they wait for, how things went."""

from datetime import datetime, tzinfo

from holdfast.domain.drill import Drill, drill_state_word
from holdfast.domain.scenario import Awaited, Inject, Scenario
from holdfast.domain.text import first_upper
from holdfast.domain.timewords import day_text, exact_text
from holdfast.drill.score import Progress, Score, Scored, outcome_word
from holdfast.words import _, ngettext


def clock_words(seconds: int) -> str:
    """A length of the drill's time: "04:10", from an hour on "1:04:10"."""
    minutes, left = divmod(max(seconds, 0), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes:02}:{left:02}"


def kind_word(kind: str) -> str:
    """What is put in."""
    return {
        "alert": _("alert"),
        "message": _("message"),
        "fact": _("new fact"),
        "file": _("file"),
        "unavailable": _("person unavailable"),
    }.get(kind, kind)


def awaited_words(awaited: Awaited, scenario: Scenario) -> str:
    """What is waited for, as a clause."""
    inject = scenario.inject(awaited.which)
    which = inject.title if awaited.what == "inject" and inject else awaited.which.partition("#")[0]
    return {
        "acknowledged": _("the alert is acknowledged"),
        "declared": _("an incident is declared"),
        "severity": _("it is assessed as SEV{which} or worse"),
        "commander": _("somebody takes command"),
        "update": _("an update is sent"),
        "runbook": _("the runbook {which} is opened"),
        "step": _("a step of {which} is settled"),
        "contained": _("the incident is contained"),
        "resolved": _("the incident is resolved"),
        "inject": _("“{which}” was put in"),
    }[awaited.what].format(which=which)


def moment_words(inject: Inject, scenario: Scenario) -> str:
    """When an inject comes: "at 05:00", or what it waits for."""
    if inject.when:
        return _condition(inject, scenario)
    return _("at {time}").format(time=clock_words(inject.at or 0))


def condition_words(inject: Inject, scenario: Scenario) -> str:
    """When an inject comes, and where it does not."""
    told = moment_words(inject, scenario)
    if inject.unless:
        not_where = _(" or ").join(awaited_words(each, scenario) for each in inject.unless)
        told = _("{when}, not where {happened}").format(when=told, happened=not_where)
    return told


def _condition(inject: Inject, scenario: Scenario) -> str:
    waits = _(" and ").join(awaited_words(each, scenario) for each in inject.when)
    told = _("when {happens}").format(happens=waits)
    if inject.delay:
        told = _("{time} after {happens}").format(time=clock_words(inject.delay), happens=waits)
    if inject.at is not None:
        told = _("{when}, at {time} at the latest").format(when=told, time=clock_words(inject.at))
    return told


def people_words(drill: Drill) -> str:
    """Who plays."""
    if is_alone(drill):
        return _("alone: {name}").format(name=drill.people[0]) if drill.people else _("alone")
    return ", ".join(drill.people)


def is_alone(drill: Drill) -> bool:
    """Whether nobody but who began it plays, so that nothing is to be given away."""
    return len(drill.people) <= 1


def state_words(drill: Drill) -> str:
    """The state, first letter upper."""
    return first_upper(drill_state_word(drill.state))


def facts_words(scenario: Scenario) -> str:
    """How long it takes and who can play it, in a line."""
    alone = _("alone or as a team") if scenario.alone else _("as a team")
    return "  ·  ".join((_("{minutes} min").format(minutes=scenario.minutes), alone))


def went_words(one: Progress, zone: tzinfo) -> str:
    """How a drill went, in a few words: "5 of 7 met, 12 November"."""
    return _("{met} of {all} met, {day}").format(met=one.met, all=one.of, day=day_text(one.started, zone))


def time_words(times: tuple[tuple[str, int], ...]) -> str:
    """What took how long, in a line."""
    spoken = {
        "acknowledge": _("incident acknowledged after {time}"),
        "declare": _("declared after {time}"),
        "contain": _("contained after {time}"),
    }
    return ", ".join(
        spoken[what].format(time=exact_text(seconds)) for what, seconds in times if what in spoken
    )


def score_sentence(score: Score) -> str:
    """The score in a sentence."""
    asked = sum(each.outcome == "to_judge" for each in score.expectations)
    judged = (
        ngettext("{count} to be judged", "{count} to be judged", asked).format(count=asked) if asked else ""
    )
    return "; ".join(filter(None, (met_words(score.met, score.of), judged, time_words(score.times))))


def met_words(met: int, count: int) -> str:
    """How many of the expectations were met."""
    told = ngettext("{met} of {count} expectation met", "{met} of {count} expectations met", count)
    return told.format(met=met, count=count)


def left_of(each: Scored, drill: Drill, now: datetime) -> int | None:
    """The seconds of the drill's time that an open expectation has left; None where it has until the end."""
    if each.outcome != "open" or each.allowed is None or each.begins is None:
        return None
    return each.allowed - (drill.elapsed(now) - drill.elapsed(each.begins))


def live_words(each: Scored, drill: Drill, now: datetime) -> str:
    """How an expectation stands while the drill runs."""
    if each.outcome == "open":
        left = left_of(each, drill, now)
        if left is not None:
            return _("open, {time} left").format(time=clock_words(left))
        return _("open") if each.begins is not None else _("not begun")
    if each.took is None:
        return outcome_word(each.outcome)
    if each.allowed is None:
        return _("{outcome} at {time}").format(
            outcome=outcome_word(each.outcome), time=clock_words(each.took)
        )
    return _("{outcome} at {time} of {allowed}").format(
        outcome=outcome_word(each.outcome), time=clock_words(each.took), allowed=clock_words(each.allowed)
    )
