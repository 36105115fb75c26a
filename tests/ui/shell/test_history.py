"""Where a person has been."""

from holdfast.ui.shell.history import History, Place

A, B, C = Place("incidents"), Place("live", "1"), Place("reviews")


def test_back_and_forward() -> None:
    been = History()
    for place in (A, B, C):
        been.visit(place)
    assert [been.step(-1), been.step(-1), been.step(-1)] == [B, A, None]
    assert [been.step(1), been.step(1), been.step(1)] == [B, C, None]


def test_going_elsewhere_forgets_what_was_ahead() -> None:
    been = History()
    for place in (A, B):
        been.visit(place)
    been.step(-1)
    been.visit(C)
    assert (been.can(1), been.step(-1)) == (False, A)


def test_the_same_place_twice_is_one() -> None:
    been = History()
    been.visit(A)
    been.visit(A)
    assert not been.can(-1)


def test_it_forgets_the_oldest() -> None:
    been = History(most=3)
    for number in range(10):
        been.visit(Place("live", str(number)))
    assert [been.step(-1), been.step(-1), been.step(-1)] == [Place("live", "8"), Place("live", "7"), None]
