"""The names of what is measured, its formulas in words, and why something has no figure."""

from holdfast.domain.metrics import Contributed, Figures
from holdfast.domain.review_board import category_word
from holdfast.domain.timewords import span_text
from holdfast.words import _, ngettext


def measure_word(key: str) -> str:
    """What a measure is called."""
    return {
        "detect": _("Time to detect"),
        "acknowledge": _("Time to acknowledge"),
        "contain": _("Time to contain"),
        "recovery": _("Time to recovery (MTTR, recovery)"),
        "respond": _("Time to respond (MTTR, respond)"),
        "repair": _("Time to repair (MTTR, repair)"),
        "resolve": _("Time to resolve (MTTR, resolve)"),
    }[key]


def short_word(key: str) -> str:
    """What it is called inside a sentence: "median time to contain"."""
    return {
        "detect": _("time to detect"),
        "acknowledge": _("time to acknowledge"),
        "contain": _("time to contain"),
        "recovery": _("time to recovery"),
        "respond": _("time to respond"),
        "repair": _("time to repair"),
        "resolve": _("time to resolve"),
    }[key]


def formula(key: str) -> str:
    """How a measure is made, in words."""
    return {
        "detect": _("from when it started until it was detected"),
        "acknowledge": _(
            "from when it was detected (or declared, where nobody said when) until it was acknowledged"
        ),
        "contain": _("from when it was declared until it was contained"),
        "recovery": _("from when it started until it was resolved: how long the failure lasted"),
        "respond": _(
            "from when it was detected (or declared, where nobody said when) until it was resolved:"
            " without the time before anybody knew"
        ),
        "repair": _("from when it was acknowledged until it was resolved: the time of work on it"),
        "resolve": _("from when it started until it was closed: with its review and what prevents another"),
    }[key]


def reason_word(why: str) -> str:
    """Why an incident is left out, or has no figure of one measure."""
    return {
        "drill": _("drill"),
        "dismissed": _("dismissed"),
        "imported": _("imported with a review"),
        "no_start": _("beginning not recorded"),
        "no_end": _("end not recorded"),
        "not_yet": _("not so far yet"),
        "no_review": _("no review yet"),
        "no_factor": _("its review names no factor"),
        "order": _("ends before it begins; a clock may be wrong"),
        "ahead": _("lies ahead of the clock; a clock may be wrong"),
    }[why]


def method_text() -> str:
    """How median and 90th percentile are made."""
    return _(
        "Median: the middle time, or half-way between the two middle ones. 90th percentile: by nearest rank,"
        " the shortest time that at least nine tenths of the incidents do not exceed; of fewer than ten it"
        " is the longest. All times are counted in whole seconds and told in their two largest units."
    )


def span_or_dash(seconds: int | None) -> str:
    """A length of time, or a dash where there is none."""
    return "\N{EN DASH}" if seconds is None else span_text(seconds)


def sentence(key: str, figures: Figures) -> str:
    """The median in a sentence: "Median time to contain 42 min, 12 incidents"."""
    if figures.median is None:
        return _("No incident has a {measure} in this period.").format(measure=short_word(key))
    told = ngettext(
        "Median {measure} {span}, {count} incident", "Median {measure} {span}, {count} incidents", figures.n
    )
    return told.format(measure=short_word(key), span=span_text(figures.median), count=figures.n)


def factor_word(category: str) -> str:
    """A category of contributing factors, "" for those that nobody put into one."""
    return category_word(category) if category else _("without a category")


def factor_formula() -> str:
    """How contributing factors are counted, in words."""
    return _("incidents whose review names at least one factor of the category, each counted once in it")


def factor_sentence(contributed: Contributed) -> str:
    """What contributed most often, in a sentence."""
    if not contributed.categories:
        return _("No review of this period names a contributing factor.")
    first = contributed.categories[0]
    told = ngettext(
        "Most often contributed: {category}, in {count} of {n} incident whose review names a factor",
        "Most often contributed: {category}, in {count} of {n} incidents whose review names a factor",
        contributed.n,
    )
    return told.format(category=factor_word(first.name), count=first.count, n=contributed.n)
