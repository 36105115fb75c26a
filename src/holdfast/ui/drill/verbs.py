"""What can be done on the two pages of drills: the table that menus, palette and keys read."""

from holdfast.words import _


def list_verbs() -> list[tuple[str, str, str]]:
    """What the list of scenarios offers: id, words and keys."""
    return [
        ("drill.start", _("&Start drill…"), ""),
        ("drill.open", _("&Open the drill that is going on"), ""),
        ("drill.injects", _("Show or hide the &injects"), ""),
    ]


def drill_verbs() -> list[tuple[str, str, str]]:
    """What the page of a drill offers."""
    return [
        ("drill.pause", _("&Pause or resume"), "Ctrl+Alt+P"),
        ("drill.put_in", _("Put in &now"), "Ctrl+Alt+I"),
        ("drill.hold", _("&Hold or release"), "Ctrl+Alt+H"),
        ("drill.note", _("&Write a note"), "Ctrl+Alt+W"),
        ("drill.coming", _("Show or hide what is &to come"), ""),
        ("drill.finish", _("&Finish drill…"), ""),
        ("drill.cancel", _("&Cancel drill…"), ""),
        ("drill.met", _("Expectation &met"), ""),
        ("drill.not_met", _("Expectation missed"), ""),
        ("drill.review", _("Write after-action &review"), ""),
    ]
