"""What the page of watches offers, for menus, palette and keys, which are made before the page is."""

from holdfast.words import _


def watch_verbs() -> list[tuple[str, str, str]]:
    """What the page of watches offers: id, words and keys."""
    return [
        ("watch.new", _("New &watch…"), ""),
        ("watch.edit", _("Edit watc&h…"), ""),
        ("watch.switch", _("Switch watch on or o&ff"), ""),
        ("watch.try", _("&Try watch over past data"), ""),
        ("watch.data", _("Choose &past data…"), ""),
    ]
