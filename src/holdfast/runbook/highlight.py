"""Colouring code: spans that say what a word is; how it looks is the theme's matter.

Runs only in the worker. The lexers are loaded with this module, because the worker gives up the
right to open files before it reads its first document.
"""

from html import escape
from itertools import groupby
from typing import Any

from pygments.lexer import Lexer
from pygments.lexers import find_lexer_class_by_name
from pygments.token import Token

LARGEST = 20_000
CLASSES = frozenset({"kw", "name", "str", "num", "com", "prompt", "add", "del"})

_LANGUAGES = {
    "bash": ("bash", "sh", "shell", "zsh", "ksh"),
    "console": ("console", "shell-session", "session", "terminal"),
    "batch": ("bat", "batch", "cmd", "dos"),
    "powershell": ("powershell", "ps1", "pwsh"),
    "yaml": ("yaml", "yml"),
    "json": ("json", "jsonc", "json5"),
    "ini": ("ini", "cfg", "conf", "properties", "systemd", "desktop"),
    "toml": ("toml",),
    "docker": ("dockerfile", "docker"),
    "nginx": ("nginx",),
    "python": ("python", "py"),
    "sql": ("sql", "psql", "mysql", "sqlite"),
    "promql": ("promql",),
    "diff": ("diff", "patch"),
}


def _lexers() -> dict[str, type[Lexer]]:
    found: dict[str, type[Lexer]] = {}
    for kind, names in _LANGUAGES.items():
        found |= dict.fromkeys(names, find_lexer_class_by_name(kind))
    return found


# Classes: the first instance of each compiles its patterns, which is left to the first document.
_LEXERS = _lexers()
# Looked up from a token's own kind to the kinds that it is part of.
_CLASS_OF: dict[Any, str] = {
    Token.Keyword: "kw",
    Token.Name.Builtin: "name",
    Token.Name.Function: "name",
    Token.Name.Tag: "name",
    Token.Name.Variable: "name",
    Token.Name.Attribute: "name",
    Token.Literal.String: "str",
    Token.Literal.Number: "num",
    Token.Comment: "com",
    Token.Generic.Prompt: "prompt",
    Token.Generic.Inserted: "add",
    Token.Generic.Deleted: "del",
}


def highlighted(code: str, language: str) -> str:
    """The code as HTML, its text unchanged; without spans for an unknown language or a long text."""
    if language in _LANGUAGES["bash"] and code.lstrip().startswith("$ "):
        language = "console"
    lexer = _LEXERS.get(language)
    if lexer is None or len(code) > LARGEST:
        return escape(code, quote=False)
    tokens = list(lexer(stripnl=False).get_tokens(code))
    if "".join(text for _kind, text in tokens).rstrip("\n") != code.rstrip("\n"):
        return escape(code, quote=False)  # a lexer that changes what it reads colours nothing
    parts: list[str] = []
    for name, group in groupby(tokens, key=lambda token: _class_of(token[0])):
        text = escape("".join(text for _kind, text in group), quote=False)
        parts.append(f'<span class="{name}">{text}</span>' if name else text)
    coloured = "".join(parts)
    return coloured if code.endswith("\n") else _without_last_newline(coloured)


def _without_last_newline(html: str) -> str:
    """Lexers end the text with a newline of their own; it may stand inside the last span."""
    end = "</span>" if html.endswith("</span>") else ""
    return html.removesuffix(end).removesuffix("\n") + end


def _class_of(kind: object) -> str:
    while kind is not None:
        if kind in _CLASS_OF:
            return _CLASS_OF[kind]
        kind = getattr(kind, "parent", None)
    return ""
