"""A review on its way to its readers: reviewers, comments, what they say, and its revisions."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from holdfast.desk.operators import add_operator, sign_in
from holdfast.review.comments import answer, comment
from holdfast.review.factors import add_factor, link_factor
from holdfast.review.interviews import add_note
from holdfast.review.workflow import approve, ask_changes, open_again, submit
from holdfast.review.writing import write
from holdfast.ui.review.editor import ReviewEditor
from tests.gallery.scenes import Room

Scene = Callable[[Room], QWidget | None]


def _as(room: Room, name: str) -> None:
    """Somebody sits down."""
    sign_in(room.store, name)
    room.wiring.keyboard.show()
    room.wiring.keyboard.tell_page()
    room.settle()


def _editor(room: Room, state: str, name: str) -> ReviewEditor:
    """The review of the practice store in a state, with somebody at the keyboard."""
    store = room.store
    ident = store.incidents.get(room.incident("Primary database")).review_id
    sign_in(store, "Ada Brandt")
    while store.reviews.get(ident).state != "draft":
        if store.reviews.get(ident).state == "changes_asked":
            submit(store, ident)
        open_again(store, ident, "The vendor answered")
    text = store.reviews.get(ident).texts["summary"]
    if "on Tuesday" not in text:
        write(store, ident, "summary", text.replace(".", " on Tuesday.", 1))
    ben = store.operators.named("Sam Okoye")
    if state != "draft":
        submit(store, ident, [ben.id])
    if not store.reviews.get(ident).flow.comments:
        sign_in(store, "Sam Okoye")
        _comments(room, ident)
    sign_in(store, "Sam Okoye")
    for there in store.reviews.get(ident).flow.reviewers if state == "approved" else ():
        sign_in(store, store.operators.names()[there])
        approve(store, ident)
    room.go("review", ident)
    page = room.window.page("review")
    assert isinstance(page, ReviewEditor)
    _as(room, name)
    page.show_section("summary")
    room.settle()
    return page


def _comments(room: Room, ident: str) -> None:
    store = room.store
    text = store.reviews.get(ident).texts["summary"]
    quote = " ".join(text.split()[4:8])
    first = comment(
        store, ident, "Since when? The alert has another time.", "summary", quote, text.find(quote)
    )
    comment(store, ident, "Which of the two standbys?", "factors", "words that were there before")
    comment(store, ident, "Reads well. Two people found the slot on their own: say so in the lessons.")
    sign_in(store, "Ada Brandt")
    answer(store, ident, first.flow.comments[-1].id, "Since 13:16; the alert came four minutes before.")


def _submit(room: Room) -> None:
    _editor(room, "draft", "Ada Brandt").questions.act("submit")


def _comment(room: Room) -> None:
    _editor(room, "in_review", "Sam Okoye").places.step(0)


def _writing_comment(room: Room) -> None:
    page = _editor(room, "in_review", "Sam Okoye")
    edit = page.middle.section().edit
    cursor = edit.textCursor()
    cursor.select(cursor.SelectionType.WordUnderCursor)
    edit.setTextCursor(cursor)
    page.places.begin()


def _approve(room: Room) -> None:
    _editor(room, "in_review", "Sam Okoye").questions.act("approve")


def _ask(room: Room) -> None:
    _editor(room, "in_review", "Sam Okoye").questions.act("changes")


def _approved(room: Room) -> None:
    _editor(room, "approved", "Ada Brandt").questions.act("release")


def _sent_back(room: Room) -> None:
    page = _editor(room, "in_review", "Sam Okoye")
    ask_changes(room.store, page._review.id, "Say which slot it was.")
    _as(room, "Ada Brandt")
    page.frame.turn()


def _revisions(room: Room) -> None:
    _editor(room, "in_review", "Sam Okoye").questions.show_revisions()


def _earlier(room: Room) -> None:
    page = _editor(room, "in_review", "Sam Okoye")
    page.questions.show_revisions()
    page.paper.read_revision(1)


def _list(room: Room) -> None:
    _editor(room, "in_review", "Sam Okoye")
    room.go("reviews")


def _interviews(room: Room) -> ReviewEditor:
    page = _editor(room, "draft", "Ada Brandt")
    if not page._review.parts.interviews:
        told = "The pager was muted since the March drill.\n\nNobody had been asked to turn it on again."
        add_note(room.store, page._review.id, "Cleo Marek, operations", told, room.store.now())
    page.show_interviews()
    return page


def _interview_form(room: Room) -> None:
    _interviews(room).middle.section().add()


def _interviews_for_others(room: Room) -> None:
    page = _interviews(room)
    add_operator(room.store, "Kim Lund")
    _as(room, "Kim Lund")
    page.show_interviews()


def _interviews_shown(room: Room) -> None:
    _interviews(room)


def _known(room: Room) -> None:
    _editor(room, "draft", "Ada Brandt").questions.show_known()


def _board(room: Room) -> ReviewEditor:
    page = _editor(room, "draft", "Ada Brandt")
    store, review = room.store, page._review
    if all(not each.evidence for each in review.parts.factors):
        added = add_factor(
            store,
            review.id,
            "A retired standby kept its replication slot",
            category="change",
            reasonable="The checklist was complete for the servers it described.",
            whys=["Nothing names slots", "The list is older than the standby", "No one owns the list"],
            root=True,
        )
        link_factor(store, review.id, added.parts.factors[-1].id, review.rows[1].source)
    page.show_section("factors")
    return page


def _board_shown(room: Room) -> None:
    _board(room)


def _board_form(room: Room) -> None:
    page = _board(room)
    page.middle.section().open_form(room.store.reviews.get(page._review.id).parts.factors[-1])


REVIEWING: dict[str, Scene] = {
    "flow-submit": _submit,
    "flow-comments": _comment,
    "flow-comment-new": _writing_comment,
    "flow-approve": _approve,
    "flow-changes": _ask,
    "flow-approved": _approved,
    "flow-sent-back": _sent_back,
    "flow-revisions": _revisions,
    "flow-earlier": _earlier,
    "flow-list": _list,
    "review-known": _known,
    "review-factors": _board_shown,
    "review-factor-form": _board_form,
    "interviews": _interviews_shown,
    "interview-form": _interview_form,
    "interviews-others": _interviews_for_others,
}
