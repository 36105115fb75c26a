"""Where a link of a runbook leads: another file of its source, an address, or nowhere."""

import posixpath
import re
from urllib.parse import unquote

RUNBOOKS = (".md", ".markdown")
IMAGES = (".png", ".jpg", ".jpeg", ".gif")

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_UNFIT = re.compile(r"[\x00-\x1f\x7f\\]")
_LONGEST = 1000


def inside(base: str, target: str) -> str | None:
    """The path within the source that `target` means in the document at `base`.

    Both paths are relative to the source's folder, with forward slashes. None for what names a
    scheme, a host, a drive or a folder's root, or leaves the source. A fragment is left out.
    """
    path = unquote(target.split("#", 1)[0].split("?", 1)[0])
    if not path or len(path) > _LONGEST or _UNFIT.search(path):
        return None
    if path.startswith("/") or _SCHEME.match(path):
        return None
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(base), path))
    return None if joined in {".", ".."} or joined.startswith(("../", "/")) else joined


def fragment(target: str) -> str:
    """The anchor that a link names within its document, "" for none."""
    _path, _hash, name = target.partition("#")
    return "" if _UNFIT.search(name) else unquote(name)
