"""`holdfast incident update` and `incident snooze`: tell others how it stands, or put it off."""

import argparse
from typing import Any

from holdfast.cli.parts import Answer, lines, moment, plain, read_text, reading, verb, writing
from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident
from holdfast.domain.timeahead import parse_until
from holdfast.domain.timeforms import span_seconds
from holdfast.domain.timewords import stamp_text
from holdfast.respond.templates import shipped
from holdfast.respond.updates import Draft, Said, Update, draft, send, snooze, usual_within
from holdfast.store.store import Store
from holdfast.words import _


def add(verbs: Any) -> None:  # noqa: ANN401
    """Add `update` and `snooze` to the verbs of an incident."""
    told = verb(
        verbs, "update", _("record that a status update was sent; without a text the draft's"), _update
    )
    told.add_argument("ref")
    told.add_argument("--form", choices=[*shipped()], default="can", help=_("which form; can by default"))
    told.add_argument("--audience", default="", help=_("to whom; the form's first audience by default"))
    text = told.add_mutually_exclusive_group()
    text.add_argument("--text", help=_("the text that was sent"))
    text.add_argument("--text-file", metavar="FILE", help=_("a file that holds the text"))
    told.add_argument("--next", metavar="SPAN", help=_("when the next one is promised: 20m, 1h30m, 2h"))
    told.add_argument("--recovery", default="", metavar="TEXT", help=_("final form: what was restored"))
    told.add_argument("--data-loss", default="", metavar="TEXT", help=_("final form: whether data was lost"))
    told.add_argument("--channel", default="", help=_("how it was sent: phone, radio, notice board"))
    told.add_argument("--occurred", metavar="TIME", help=_("when it was sent, if not now"))
    told.add_argument("--draft", action="store_true", help=_("print the draft and record nothing"))
    put_off = verb(verbs, "snooze", _("put the next status update off, and say why"), _snooze)
    put_off.add_argument("ref")
    put_off.add_argument("until", metavar="UNTIL", help=_("20m, 14:20"))
    put_off.add_argument("--reason", required=True, help=_("why; it stands in the timeline"))


def _update(args: argparse.Namespace) -> Answer:
    if args.draft:
        return _draft(args)
    text = read_text(args.text_file) if args.text_file else args.text
    if text is not None and not text.strip():
        raise UserError(
            _("{file} is empty. Nothing was recorded.").format(file=args.text_file or "--text"),
            _("Write a few words."),
        )
    with writing(args) as store:
        incident = store.incidents.find(args.ref)
        said = _said(args, incident)
        filled = draft(store, incident.id, args.form, store.now(), said)
        audience = args.audience.strip() or filled.template.audiences[0]
        at = moment(store, args.occurred)
        update = Update(args.form, audience, (text or filled.text).strip(), said, args.channel, at)
        after = send(store, incident.id, update)
        value = {
            "ref": after.ref,
            "form": args.form,
            "audience": audience,
            "updated": plain(after.updated),
            "next_update": plain(after.update_due),
            "final": after.final_update,
        }
        told = _("Recorded on {ref}: update to {audience}.").format(ref=after.ref, audience=audience)
        return Answer(value, lines(told, _next(store, after)))


def _said(args: argparse.Namespace, incident: Incident) -> Said:
    within = usual_within(incident, args.form) if args.next is None else span_seconds(args.next)
    return Said(within, args.recovery, args.data_loss)


def _draft(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        incident = store.incidents.find(args.ref)
        made = draft(store, incident.id, args.form, store.now(), _said(args, incident))
    return Answer(_value(made, args.audience), made.text)


def _value(made: Draft, audience: str) -> dict[str, Any]:
    return {
        "form": made.form,
        "name": made.template.name,
        "audience": audience.strip() or made.template.audiences[0],
        "audiences": [*made.template.audiences],
        "text": made.text,
        "blanks": [*made.blanks],
        "next_update": plain(made.next_update),
    }


def _next(store: Store, incident: Incident) -> str:
    due = incident.update_due
    if due is None:
        return _("No further update is due.")
    return _("The next is due {time}.").format(time=stamp_text(due, store.zone))


def _snooze(args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        incident = store.incidents.find(args.ref)
        until = parse_until(args.until, store.now(), store.zone)
        after = snooze(store, incident.id, until, args.reason)
        told = _("The next update of {ref} is put off.").format(ref=after.ref)
        value = {"ref": after.ref, "next_update": plain(after.update_due)}
        return Answer(value, lines(told, _next(store, after)))
