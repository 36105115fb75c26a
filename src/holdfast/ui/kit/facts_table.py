"""What a runbook's front matter says, as a quiet table over its text."""

from collections.abc import Iterator
from html import escape

from holdfast.domain.document import Facts
from holdfast.words import _, ngettext

_MOST = 40
_LONGEST = 300


def facts_html(facts: Facts) -> str:
    """The table, "" where there is nothing to say; the title stands over the text already."""
    lines = [(name, words) for name, words in _lines(facts) if words]
    if not lines:
        return ""
    rows = [_row(name, words) for name, words in lines[:_MOST]]
    left = len(lines) - _MOST
    if left > 0:
        more = ngettext("{count} more", "{count} more", left).format(count=left)
        rows.append(_row("", more))
    return f'<table class="facts" cellspacing="0">{"".join(rows)}</table>\n'


def _lines(facts: Facts) -> Iterator[tuple[str, str]]:
    yield _("Owner"), facts.owner
    yield _("Services"), ", ".join(facts.services)
    yield _("Alerts"), ", ".join(facts.alerts)
    yield _("Severity"), str(facts.severity) if facts.severity else ""
    yield _("Tags"), ", ".join(facts.tags)
    yield _("Reviewed"), facts.reviewed
    yield _("Review by"), facts.review_by
    yield from facts.others


def _row(name: str, words: str) -> str:
    return f'<tr><td>{_cell(name)}</td><td class="fact">{_cell(words)}</td></tr>'


def _cell(text: str) -> str:
    shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return escape(shown.replace("\ufffc", "\ufffd"))
