"""`holdfast selftest`: whether this installation can do what it must, tried in a temporary folder."""

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from holdfast.cli.parts import Answer, Exit, lines, verb
from holdfast.desk.opening import open_here
from holdfast.desk.operators import sign_in
from holdfast.domain.errors import UserError
from holdfast.respond.incident import add_note
from holdfast.runbook.render import Renderer
from holdfast.store.check import check_store
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from holdfast.words import _


def add(nouns: Any) -> None:  # noqa: ANN401
    """Add the verb."""
    verb(nouns, "selftest", _("try this installation in a temporary folder"), _run)


def _run(args: argparse.Namespace) -> Answer:
    del args
    with (
        tempfile.TemporaryDirectory(prefix="holdfast-") as folder,
        open_here(Path(folder) / "store") as store,
    ):
        sign_in(store, "selftest")
        results = {name: _tried(part, store) for name, part in _PARTS.items()}
    failed = {name: why for name, why in results.items() if why}
    value = {"ok": not failed, "parts": {name: why or "ok" for name, why in results.items()}}
    text = lines(*(f"{name}: {why or _('ok')}" for name, why in results.items()))
    return Answer(value, text, Exit.NOT_VERIFIED if failed else Exit.DONE)


def _tried(part: Callable[[Store], None], store: Store) -> str:
    try:
        part(store)
    except UserError as error:
        return str(error)
    except Exception as error:  # noqa: BLE001  (the test's very purpose is to say what goes wrong)
        return f"{type(error).__name__}: {error}"
    return ""


def _recording(store: Store) -> None:
    incident = declare(store, Declaration("Selftest"))
    add_note(store, incident.id, "A note with words to find")
    if not store.search.find("words to fi"):
        raise UserError(_("The search index does not find what was just recorded."))


def _checking(store: Store) -> None:
    checked = check_store(store)
    if not checked.ok:
        raise UserError(_("The store does not check: {what}.").format(what=checked))


def _rendering(store: Store) -> None:
    del store
    renderer = Renderer()
    try:
        shown = renderer.render("# Title\n\n<script>x</script>\n\n- a step\n", {}, "a.md")
    finally:
        renderer.close()
    if shown.fallback or "<script" in shown.html or "<li" not in shown.html:
        raise UserError(_("Markdown is not shown safely: {why}.").format(why=shown.fallback or shown.html))


def _reporting(store: Store) -> None:
    from holdfast.desk.export import build_pdf  # noqa: PLC0415  (start-up time: reportlab)
    from holdfast.report.gather import gather_review  # noqa: PLC0415
    from holdfast.review.writing import begin  # noqa: PLC0415

    (row,) = store.incidents.page(store.query(""), "due", 0, 1)
    pdf = build_pdf(gather_review(store, begin(store, row.id).id))
    if not pdf.startswith(b"%PDF-"):
        raise UserError(_("The report is no PDF."))


_PARTS: dict[str, Callable[[Store], None]] = {
    "recording": _recording,
    "markdown": _rendering,
    "report": _reporting,
    "checking": _checking,
}
