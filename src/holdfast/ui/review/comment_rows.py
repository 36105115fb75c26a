"""What the list of comments says of each, and where in the texts they stand."""

from collections.abc import Sequence

from holdfast.domain.review import Review
from holdfast.domain.review_flow import Comment, Deed
from holdfast.domain.review_layout import layout, title_of
from holdfast.domain.timewords import stamp_text
from holdfast.review.comments import anchor, is_earlier, section_text
from holdfast.store.store import Store
from holdfast.ui.kit.rows import Row
from holdfast.words import _, ngettext


def comment_rows(store: Store, review: Review) -> list[tuple[str, Row]]:
    """Open ones first, in the order in which they stand in the review."""
    return [(each.id, _row(store, review, each)) for each in in_order(review)]


def in_order(review: Review) -> Sequence[Comment]:
    """The same order, as comments."""
    return sorted(review.flow.comments, key=lambda each: (each.state != "open", _place(review, each)))


def _place(review: Review, comment: Comment) -> tuple[int, int]:
    found = anchor(section_text(review, comment.section), comment)
    keys = ("", *(each.key for each in layout(review)))
    section = keys.index(comment.section) if comment.section in keys else len(keys)
    return section, comment.offset if found is None else found.start


def _row(store: Store, review: Review, comment: Comment) -> Row:
    count = len(comment.answers)
    answers = ngettext("{count} answer", "{count} answers", count).format(count=count) if count else ""
    resolved = comment.state == "resolved"
    earlier = _("about an earlier version") if is_earlier(review, comment) else ""
    parts = (
        where(review, comment),
        name_of(store, comment.deed),
        answers,
        _("resolved") if resolved else "",
        earlier,
    )
    title = comment.text.splitlines()[0] if comment.text else ""
    return Row(title, "  \N{MIDDLE DOT}  ".join(filter(None, parts)), quiet=resolved)


def where(review: Review, comment: Comment) -> str:
    """The section that it is about, by its title."""
    if not comment.section:
        return _("Whole review")
    return title_of(review, comment.section)


def name_of(store: Store, deed: Deed) -> str:
    """Who did it, by name."""
    return store.operators.names().get(deed.by, deed.by[:8])


def said(store: Store, comment: Comment) -> list[str]:
    """The comment and its answers, a paragraph each."""
    told = [(comment.deed, comment.text), *((each.deed, each.text) for each in comment.answers)]
    return [
        _("{name}, {time}: {text}").format(
            name=name_of(store, deed), time=stamp_text(deed.at, store.zone), text=text
        )
        for deed, text in told
    ]
