"""Nothing is recorded before somebody stands behind it; what is in the way is shown."""

from holdfast.domain.errors import UserError
from holdfast.ui.kit.recording import Recording


class Desk:
    """Answers for the person at the keyboard."""

    def __init__(self, *, known: bool, answer: bool = True) -> None:
        self.known, self.answer, self.asked = known, answer, 0
        self.failed, self.saved = list[BaseException](), 0
        self.record = Recording(lambda: self.known, self.ask, self.failed.append, self.recorded)

    def ask(self) -> bool:
        self.asked += 1
        self.known = self.answer
        return self.answer

    def recorded(self) -> None:
        self.saved += 1


def _refuse() -> int:
    raise UserError("The store is locked.")


def test_it_asks_once_and_then_does_it() -> None:
    desk = Desk(known=False)
    assert [desk.record(lambda: 1), desk.record(lambda: 2)] == [1, 2]
    assert (desk.asked, desk.saved) == (1, 2)


def test_who_thinks_better_of_it_records_nothing() -> None:
    desk, done = Desk(known=False, answer=False), []
    assert desk.record(lambda: done.append(1)) is None
    assert (done, desk.saved, desk.failed) == ([], 0, [])


def test_what_is_in_the_way_is_shown_where_the_person_is() -> None:
    desk, field = Desk(known=True), list[UserError]()
    assert desk.record(_refuse) is None
    assert desk.record(_refuse, field.append) is None
    assert ([str(each) for each in desk.failed], [str(each) for each in field]) == (
        ["The store is locked."],
        ["The store is locked."],
    )
    assert desk.saved == 0
