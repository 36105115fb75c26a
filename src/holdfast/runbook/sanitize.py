"""HTML from anywhere to HTML that can only be looked at. Runs only in the worker.

What is left: a closed list of elements, no style, and targets of four kinds that the viewer
answers itself. `hf-runbook:` a file of the same source, `hf-web:` an address that is shown and
copied but never opened, `hf-image:` an image of the library by the SHA-256 of its bytes, and `#`
an anchor of the document. Everything else loses its target and keeps its words.
"""

import re
from collections.abc import Mapping
from urllib.parse import quote

import nh3

from holdfast.runbook import targets
from holdfast.runbook.callouts import KINDS
from holdfast.runbook.highlight import CLASSES

RUNBOOK = "hf-runbook:"
WEB = "hf-web:"
IMAGE = "hf-image:"
COPY = "hf-copy:"

_TAGS = frozenset(
    """
    a b blockquote br center code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins kbd li
    ol p pre s samp small span strike strong sub summary sup table tbody td tfoot th thead tr tt u
    ul var
    """.split()  # noqa: SIM905  (a list of strings reads worse)
)
_ATTRIBUTES = {
    "a": {"href", "name", "id"},
    "blockquote": {"class"},
    "details": {"open"},
    "img": {"src", "alt"},
    "ol": {"start", "class"},
    "ul": {"class"},
    "p": {"class"},
    "span": {"class"},
    "strong": {"class"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan"},
}
_WEB = re.compile(r"https?://[^\s]{1,2000}", re.IGNORECASE)
_SHA256 = re.compile(r"[0-9a-f]{64}")
_FIRST_NUMBER = re.compile(r"[0-9]{1,6}")
# A table is laid out with as many columns as its cells say they span.
_SPAN = re.compile(r"[1-9][0-9]?")
_ALIGN = frozenset({"left", "right", "center"})
_SCHEMES = {"http", "https"}
_LOOKS = CLASSES | {"tasks", "title", *KINDS}


def sanitized(html: str, base: str, images: Mapping[str, str]) -> str:
    """The safe part of the HTML of the document at `base`.

    `images` gives the SHA-256, as lowercase hex, of each image of the source by its path.
    """

    def kept(_tag: str, attribute: str, value: str) -> str | None:
        if attribute == "href":
            return _link(value, base)
        if attribute == "src":
            return _image(value, base, images)
        return _plain_attribute(attribute, value)

    return nh3.clean(
        html,
        tags=set(_TAGS),
        clean_content_tags={"script", "style"},
        attributes=_ATTRIBUTES,
        attribute_filter=kept,
        allowed_classes=None,
        url_schemes=_SCHEMES,
        link_rel=None,
    )


def _link(target: str, base: str) -> str | None:
    if target.startswith("#"):
        return f"#{targets.fragment(target)}"
    if _WEB.fullmatch(target):
        return WEB + quote(target, safe=":/?#[]@!$&'()*+,;=%~-._")
    path = targets.inside(base, target)
    if path is None or not path.lower().endswith(targets.RUNBOOKS):
        return None
    anchor = targets.fragment(target)
    return RUNBOOK + quote(path) + (f"#{quote(anchor)}" if anchor else "")


def _image(target: str, base: str, images: Mapping[str, str]) -> str | None:
    path = targets.inside(base, target)
    digest = images.get(path, "") if path else ""
    return IMAGE + digest if _SHA256.fullmatch(digest) else None


def _plain_attribute(attribute: str, value: str) -> str | None:
    if attribute == "class":
        return value if value in _LOOKS else None
    if attribute == "align":
        return value if value in _ALIGN else None
    if attribute in {"colspan", "rowspan"}:
        return value if _SPAN.fullmatch(value) else None
    if attribute == "start":
        return value if _FIRST_NUMBER.fullmatch(value) else None
    return value
