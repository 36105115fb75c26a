"""`holdfast operator`: list, add, passphrase."""

import argparse
from typing import Any

from holdfast.cli.parts import Answer, ask_passphrase, noun, reading, table, verb, writing
from holdfast.desk.operators import add_operator, set_passphrase
from holdfast.domain.errors import UserError
from holdfast.domain.operator import Operator
from holdfast.words import _


def add(nouns: Any) -> None:  # noqa: ANN401
    """Add the noun and its verbs."""
    verbs = noun(nouns, "operator", _("who stands behind what is recorded"))
    verb(verbs, "list", _("list operators"), _list)
    verb(verbs, "add", _("add an operator"), _add).add_argument("name")
    verb(
        verbs, "passphrase", _("set an operator's passphrase; asked, or lines of standard input"), _secure
    ).add_argument("name")


def _value(operator: Operator) -> dict[str, Any]:
    return {"id": operator.id, "name": operator.name, "passphrase": operator.has_passphrase}


def _list(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        operators = store.operators.all()
    text = table([(one.name, _("passphrase") if one.has_passphrase else _("declared")) for one in operators])
    return Answer([_value(one) for one in operators], text or _("No operators yet."))


def _add(args: argparse.Namespace) -> Answer:
    with writing(args, begins=True) as store:
        operator = add_operator(store, args.name)
    return Answer(_value(operator), _("{name} added.").format(name=operator.name))


def _secure(args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        operator = store.operators.named(args.name)
        if operator is None:
            raise UserError(
                _("There is no operator {name}.").format(name=args.name), hint=_("See operator list.")
            )
        known = operator.has_passphrase and store.operators.can_check(operator)
        old = ask_passphrase(_("Old passphrase: ")) if known else None
        after = set_passphrase(store, operator, ask_passphrase(_("New passphrase: ")), old)
    return Answer(_value(after), _("The passphrase of {name} is set.").format(name=after.name))
