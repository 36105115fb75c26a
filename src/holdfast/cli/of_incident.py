"""Nouns under `incident` whose verbs all speak of one incident: `incident task REF list`."""

from typing import Any

from holdfast.words import _


def noun_of(verbs: Any, name: str, words: str) -> Any:  # noqa: ANN401  (argparse names no public type for these)
    """Add a noun that takes the incident's reference; gives what its verbs are added to."""
    parser = verbs.add_parser(name, help=words, description=words)
    parser.add_argument("ref", help=_("the incident's reference"))
    return parser.add_subparsers(dest="verb", metavar="VERB", required=True)
