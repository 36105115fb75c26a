"""Who is at the keyboard: choosing, adding and authenticating operators."""

import getpass

from holdfast.domain.entry import By, New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.operator import Operator
from holdfast.domain.text import clean_line, needed
from holdfast.store.store import Store
from holdfast.words import _

_SHORTEST = 8


def sign_in(store: Store, name: str, passphrase: str | None = None) -> Operator:
    """Make the person of this name the operator; one who is new to the store is added.

    With a passphrase that is right the operator is *authenticated*, without one *declared*.
    """
    clean = needed(clean_line(name, _("The name"), 80), _("The name"))
    operator = store.operators.named(clean)
    if passphrase is not None:
        _check_passphrase(store, operator, clean, passphrase)
    if operator is None:
        with store.command():  # asked again: another process may have added the same name just now
            operator = store.operators.named(clean) or add_operator(store, clean)
    store.by = By(operator.id, "declared" if passphrase is None else "authenticated")
    return operator


def check_passphrase(store: Store, name: str, passphrase: str) -> None:
    """Refuse what is not the passphrase of the person of this name; nobody is added or signed in."""
    _check_passphrase(store, store.operators.named(name), name, passphrase)


def _check_passphrase(store: Store, operator: Operator | None, name: str, passphrase: str) -> None:
    if operator is None or not operator.has_passphrase or not store.operators.is_right(operator, passphrase):
        raise UserError(
            _("This is not the passphrase of {name}.").format(name=operator.name if operator else name),
            hint=_("Try again, or go on without it: entries then say declared, not authenticated."),
        )


def sign_out(store: Store) -> None:
    """Nobody is at the keyboard; the next entry asks who is."""
    store.by = None


def add_operator(store: Store, name: str) -> Operator:
    """Add an operator, who stands behind the adding where nobody is signed in yet."""
    clean = needed(clean_line(name, _("The name"), 80), _("The name"))
    ident = store.new_id()
    before = store.by
    store.by = before or By(ident)
    try:
        with store.command():
            there = store.operators.named(clean)
            if there is not None:
                raise UserError(
                    _("There is an operator {name} already.").format(name=there.name),
                    hint=_("Choose another name."),
                )
            body = {"name": clean, "system_user": _system_user()}
            store.record(New(subject("operator", ident), "operator.added", body))
    finally:
        store.by = before
    added = store.operators.get(ident)
    assert added is not None
    return added


def set_passphrase(store: Store, operator: Operator, passphrase: str, old: str | None = None) -> Operator:
    """Set an operator's passphrase; the old one must be right where this station can check it.

    A store that was restored from a backup can't: the journal then says who set the new one.
    """
    known = operator.has_passphrase and store.operators.can_check(operator)
    if known and (old is None or not store.operators.is_right(operator, old)):
        raise UserError(
            _("The old passphrase of {name} is needed first.").format(name=operator.name),
            hint=_("Nothing was changed."),
        )
    if len(passphrase) < _SHORTEST:
        raise UserError(
            _("The passphrase is shorter than {count} characters.").format(count=_SHORTEST),
            hint=_("Three or four words that come to mind easily are good."),
        )
    with store.command():
        verifier = store.operators.keep(operator.id, passphrase)
        body = {"verifier": [operator.verifier or None, verifier]}
        store.record(New(subject("operator", operator.id), "operator.secured", body))
    after = store.operators.get(operator.id)
    assert after is not None
    return after


def _system_user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no entry for this user id
        return ""
