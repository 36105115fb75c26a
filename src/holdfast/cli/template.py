"""`holdfast template`: the texts that status updates are filled from."""

import argparse
from dataclasses import replace
from typing import Any

from holdfast.cli.adopting import add_reason, faulty
from holdfast.cli.parts import Answer, noun, read_text, reading, table, verb, writing
from holdfast.respond.template import problems
from holdfast.respond.templates import adopt_template, is_own, shipped, template_of, text_of
from holdfast.store.store import Store
from holdfast.words import _


def add(nouns: Any) -> None:  # noqa: ANN401
    """Add the noun and its verbs."""
    verbs = noun(nouns, "template", _("what status updates are filled from"))
    verb(verbs, "list", _("list the templates that hold here"), _list)
    shown = verb(verbs, "show", _("print a template's text"), _show)
    shown.add_argument("form", choices=[*shipped()])
    shown.add_argument("--shipped", action="store_true", help=_("the one that comes with Holdfast"))
    checked = verb(verbs, "check", _("name everything that is wrong with a template"), _check)
    checked.add_argument("file")
    adopted = verb(verbs, "adopt", _("let a text of your own hold from now on"), _adopt)
    adopted.add_argument("form", choices=[*shipped()])
    adopted.add_argument("file")
    add_reason(adopted)


def _list(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        values = [_value(store, form) for form in shipped()]
    words = {True: _("your own"), False: _("shipped")}
    rows = [(each["form"], words[each["own"]], each["name"], ", ".join(each["audiences"])) for each in values]
    return Answer(values, table(rows))


def _value(store: Store, form: str) -> dict[str, Any]:
    template = template_of(store, form)
    return {
        "form": form,
        "own": is_own(store, form),
        "name": template.name,
        "audiences": [*template.audiences],
        "asks": [ask.value for ask in template.asks],
    }


def _show(args: argparse.Namespace) -> Answer:
    if args.shipped:
        text = shipped()[args.form]
        return Answer({"form": args.form, "own": False, "text": text}, text.rstrip("\n"))
    with reading(args) as store:
        text = text_of(store, args.form)
        value = {"form": args.form, "own": is_own(store, args.form), "text": text}
    return Answer(value, text.rstrip("\n"))


def _check(args: argparse.Namespace) -> Answer:
    if found := problems(read_text(args.file)):
        answer = faulty(_("{file} can't be used as a template; {count} to correct:"), args.file, found)
        return replace(answer, value=answer.value | {"file": args.file})
    value: dict[str, Any] = {"ok": True, "file": args.file, "problems": []}
    return Answer(value, _("{file}: this template can be used.").format(file=args.file))


def _adopt(args: argparse.Namespace) -> Answer:
    text = read_text(args.file)
    with writing(args) as store:
        adopt_template(store, args.form, text, args.reason)
        value = _value(store, args.form)
    told = _("The form {form} is filled from {file} from now on.").format(form=args.form, file=args.file)
    return Answer(value, told)
