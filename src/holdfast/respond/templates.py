"""Which template holds here: the site's own text where it adopted one, else the shipped one."""

from functools import lru_cache

from holdfast import paths
from holdfast.domain.errors import UserError
from holdfast.respond.template import Template, load, problems
from holdfast.store.adopting import adopt_text, adopted_text
from holdfast.store.store import Store
from holdfast.words import _

_loaded = lru_cache(maxsize=32)(load)


@lru_cache(maxsize=1)
def shipped() -> dict[str, str]:
    """The text of every template that Holdfast comes with, by its form; in the order of forms."""
    folder = paths.resources() / "templates"
    return {file.stem: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.toml"))}


def text_of(store: Store, form: str) -> str:
    """The text that holds here for a form. UserError where there is no such form."""
    if form not in shipped():
        raise UserError(
            _("There is no form {form}.").format(form=form),
            hint=_("There are: {forms}.").format(forms=", ".join(shipped())),
        )
    own = adopted_text(store, form)
    # another version of this program may have adopted what this one can't read: an update has to go out
    return own if own and not problems(own) else shipped()[form]


def template_of(store: Store, form: str) -> Template:
    """The template that holds here for a form. UserError where there is no such form."""
    return _loaded(text_of(store, form))


def is_own(store: Store, form: str) -> bool:
    """Whether the site's own text holds for a form."""
    return text_of(store, form) != shipped()[form]


def adopt_template(store: Store, form: str, text: str, reason: str) -> Template:
    """Let a text hold for a form from now on; the same text again records nothing.

    UserError, naming key and line, for what is no template, and where the reason says nothing.
    """
    template = load(text)
    adopt_text(store, form, text, reason, lambda: text_of(store, form))
    return template
