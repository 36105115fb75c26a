"""Markdown to HTML, as CommonMark and GitHub read it. Runs only in the worker.

The HTML is not safe yet. Of HTML in the source only harmless elements are let through; anything
else in angle brackets (`<namespace>`) is shown as it was written, because it is usually meant so.
"""

import re
from collections.abc import Sequence
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from holdfast.domain.document import Annotation, Option
from holdfast.runbook import callouts, headings, inline
from holdfast.runbook.annotation import LANGUAGE, annotation_of
from holdfast.runbook.extensions import extend, footnotes_last
from holdfast.runbook.highlight import highlighted
from holdfast.runbook.steps import language_of, words_of
from holdfast.words import _

DEEPEST = 60

_ELEMENTS = frozenset(
    """
    a abbr address article aside b big blockquote br caption center cite code col colgroup dd del
    details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd
    li main mark nav ol p pre q s samp section small span strike strong sub summary sup table tbody
    td tfoot th thead tr tt u ul var
    """.split()  # noqa: SIM905  (a list of strings reads worse)
)
_MARK = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*)?/?>|<")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HIDDEN = re.compile(r"<(script|style)\b[^<>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_TOLD = frozenset({"timer", "approval", "runbook"})
_BOX = re.compile(r"\[([ xX])\](?:[ \t]+|$)")


class TooDeep(Exception):
    """Lists and quotes are nested deeper than anything that is meant to be read."""


def to_html(text: str) -> str:
    """The document's HTML. Raises TooDeep rather than lose what is nested too deeply."""
    env: dict[str, Any] = {}
    tokens = _MARKDOWN.parse(text, env)
    if any(token.level >= DEEPEST - 1 for token in tokens):
        raise TooDeep
    _name_headings(tokens)
    tokens = footnotes_last(tokens, env)
    lists: list[Token] = []
    for at, token in enumerate(tokens):
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            token.attrSet("class", "tasks")
            lists.append(token)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            lists.pop()
        elif token.type == "list_item_open" and not _draws_box(tokens[at + 1 : at + 3]):
            lists[-1].attrs.pop("class", None)
        elif token.type == "blockquote_open":
            _title_callout(token, tokens[at + 1 : at + 3])
        elif token.type in {"th_open", "td_open"}:
            token.attrs = {"align": str(token.attrs["style"]).split(":")[1]} if token.attrs else {}
    return _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})


def _name_headings(tokens: Sequence[Token]) -> None:
    """Give the outermost headings the anchors that `parse` gives them."""
    anchors = headings.Anchors()
    if tokens and tokens[0].type != "heading_open":
        anchors.name("start")
    for at, token in enumerate(tokens):
        if token.type == "heading_open" and token.level == 0:
            words, own = inline.plain(tokens[at + 1].content), str(token.meta.get("own", ""))
            token.meta["anchor"] = anchors.name(words, own)


def _draws_box(inside: Sequence[Token]) -> bool:
    """Whether an item begins with a box; it is then shown as one. A list of such has no other marks."""
    words = _first_words(inside)
    box = _BOX.match(words.content) if words else None
    if words and box:
        words.content = ("☐ " if box.group(1) == " " else "☑ ") + words.content[box.end() :]
    return box is not None


def _title_callout(quote: Token, inside: Sequence[Token]) -> None:
    """A quote that begins with [!NOTE] is a box, with that as its title."""
    words = _first_words(inside)
    found = callouts.quoted(inside[1].content) if words else None
    if words and found:
        box, _end = found
        quote.attrSet("class", box.kind)
        words.type, words.content = "html_inline", f'<strong class="{box.kind}">{box.title}</strong><br>'


def _first_words(inside: Sequence[Token]) -> Token | None:
    """The first piece of text of a paragraph that opens a container."""
    if len(inside) < 2 or inside[0].type != "paragraph_open" or not inside[1].children:
        return None
    first = inside[1].children[0]
    return first if first.type == "text" else None


def visible(source: str) -> str:
    """HTML of the source with everything but harmless elements shown as text; comments left out."""
    source = _HIDDEN.sub("", _COMMENT.sub("", source))
    return _MARK.sub(_shown, source)


def _shown(mark: re.Match[str]) -> str:
    name = mark.group(1)
    return mark.group() if name and name.lower() in _ELEMENTS else escape(mark.group(), quote=False)


def _heading_open(
    _renderer: RendererHTML, tokens: Sequence[Token], at: int, _options: object, _env: object
) -> str:
    token = tokens[at]
    anchor = token.meta.get("anchor")
    named = f'<a name="{escape(anchor)}"></a>' if anchor else ""
    return f"<{token.tag}>{named}"


def _code(_renderer: RendererHTML, tokens: Sequence[Token], at: int, _options: object, _env: object) -> str:
    token = tokens[at]
    text = token.content.removesuffix("\n")
    if language_of(token.info) == LANGUAGE:
        return _asked(text, annotation_of(token.info))
    return f"<pre>\n{highlighted(text, language_of(token.info))}</pre>\n"


def _asked(words: str, said: Annotation) -> str:
    """The words of a block that only annotates, then what it asks for."""
    told = (words.strip(), words_of(said) if said.sort in _TOLD else "", _expected(said.expect))
    shown = "".join(f"<p>{escape(each, quote=False)}</p>\n" for each in told if each)
    options = "".join(f"<li>{_option(each)}</li>\n" for each in said.options)
    return f"{shown}<ul>\n{options}</ul>\n" if options else shown


def _expected(what: str) -> str:
    return _("Expected: {what}").format(what=what) if what else ""


def _option(option: Option) -> str:
    words = escape(option.words, quote=False)
    return f'<a href="#{escape(option.section)}">{words}</a>' if option.section else words


def _html(_renderer: RendererHTML, tokens: Sequence[Token], at: int, _options: object, _env: object) -> str:
    return visible(tokens[at].content)


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": True, "maxNesting": DEEPEST})
    reader.enable(["table", "strikethrough"])
    extend(reader)
    for kind, rule in {
        "heading_open": _heading_open,
        "fence": _code,
        "code_block": _code,
        "html_block": _html,
        "html_inline": _html,
    }.items():
        reader.add_render_rule(kind, rule)
    return reader


_MARKDOWN = _reader()
