"""What the command palette finds: actions whose words hold every token that was typed, best first."""

from holdfast.ui.kit.rows import Row
from holdfast.ui.shell.actions import Action, Actions
from holdfast.ui.shell.picker import Pick

_APART = str.maketrans("-_/·", "    ")


def score(query: str, text: str) -> int:
    """How well `text` answers `query`: 0 not at all. Every token must occur as letters in this order."""
    total = 1
    low = text.lower().translate(_APART)
    for token in query.lower().translate(_APART).split():
        found = _token(token, low)
        if not found:
            return 0
        total += found
    return total


def _token(token: str, text: str) -> int:
    place = text.find(token)
    if place >= 0:
        return 60 if place == 0 or text[place - 1] == " " else 40
    at, gaps = -1, 0
    for letter in token:
        following = text.find(letter, at + 1)
        if following < 0:
            return 0
        gaps += following - at - 1 if at >= 0 else 0
        at = following
    return max(1, 20 - gaps)


def commands(actions: Actions, query: str) -> list[Pick]:
    """The actions that answer `query`, best first; all of them by category for an empty one.

    What the page that is shown offers comes before what can be done anywhere, where its words hold the query.
    """
    every = actions.all() + (actions.offered() if query.strip() else [])
    found = [(points, each) for each in every if (points := _points(query, each))]
    if query.strip():
        found.sort(key=lambda pair: (not _is_here(query, pair[1]), -pair[0]))
    return [_pick(actions, each) for _points_of, each in found if each.id != "go.palette"]


def _is_here(query: str, action: Action) -> bool:
    """Whether the page that is shown offers it now, under words that begin so."""
    if not action.here() or action.reason():
        return False
    words = f" {action.words} {action.keywords}".lower().translate(_APART)
    return all(f" {token}" in words for token in query.lower().translate(_APART).split())


def _points(query: str, action: Action) -> int:
    """What is found by its own words comes before what its category or keywords give."""
    wider = f"{action.words} {action.category}"
    widest = f"{wider} {action.keywords}"
    return score(query, action.words) + score(query, wider) + score(query, widest)


def _pick(actions: Actions, action: Action) -> Pick:
    reason = action.reason()
    row = Row(f"{action.category}: {action.words}", meta=reason, age=action.shortcut, quiet=bool(reason))
    return Pick(action.id, row, lambda: actions.do(action))
