import msgspec

from holdfast.domain.toml_check import check
from holdfast.domain.toml_shape import UNSURE, meant


class Form(msgspec.Struct):
    name: str
    size: int = 0


def test_what_is_certain_is_kept_for_who_judges_on() -> None:
    checked = check('name = "x"\nsize = "many"\n', Form, lambda _data: ())
    assert checked.certain == {"name": "x", "size": UNSURE}


def test_of_what_is_no_toml_nothing_is_certain() -> None:
    assert check("name = ", Form, lambda _data: ()).certain is None


def test_a_key_is_guessed_by_its_letters_and_only_a_needed_one_by_being_the_one_left() -> None:
    assert meant(["knd", "path"], {"kind": False}) == {"knd": "kind"}
    assert meant(["path"], {"kind": False}) == {}
    assert meant(["path"], {"kind": True}) == {"path": "kind"}
