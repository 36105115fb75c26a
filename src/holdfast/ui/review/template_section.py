"""Which template the review has: what it asks for, and another one in its place."""

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QVBoxLayout, QWidget

from holdfast.domain.review import Review
from holdfast.domain.review_layout import shown_title
from holdfast.review.templates import STANDARD, Choice, choices, set_template, take_file
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.rows import KEY, Row, RowDelegate, RowList
from holdfast.ui.kit.rows_model import RowsModel
from holdfast.ui.kit.text import hairline, label, set_tooltip
from holdfast.ui.review.outline import TEMPLATE
from holdfast.ui.review.section import Section, is_fixed
from holdfast.ui.review.services import Services
from holdfast.words import _


class TemplateSection(Section):
    """A row for each template; below it the sections of the current one. Enter takes it."""

    key = TEMPLATE

    def __init__(self, services: Services, review: Review) -> None:
        super().__init__()
        self._services = services
        self._review = review
        self._choices: dict[str, Choice] = {}
        self._build()
        self.list.opened.connect(lambda index: self._take(str(index.data(KEY))))
        self.list.selectionModel().currentChanged.connect(self._tell)
        self.show_review(review)

    def show_review(self, review: Review) -> None:
        self._review = review
        store = self._services.store
        self._choices = {each.name: each for each in choices(store)}
        there = self._there()
        self.list.rows.set_rows(
            [(name, _row(each, is_there=name == there)) for name, each in self._choices.items()]
        )
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.list.rows.index(max(0, self.list.rows.row_of(there)), 0))
        self._tell()

    def first_focus(self) -> QWidget:
        return self.list

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self.list = _Templates()
        words = _(
            "A template says which sections a review has and what each asks. Another one loses no text: text "
            "moves along to the same section, and what has none there stands at the end."
        )
        self._about = label("", "body", "muted", wrap=True)
        self._asks = label("", "body", wrap=True)
        self._use = button(_("Use this template"), lambda: self._take(str(self.list.current_key())))
        self._own = button(_("Read your own…"), self._read)
        top = QVBoxLayout()
        top.setContentsMargins(24, 16, 24, 12)
        top.setSpacing(8)
        top.addWidget(label(_("Template"), "title"))
        top.addWidget(label(words, "body", "muted", wrap=True))
        foot = QVBoxLayout()
        foot.setContentsMargins(24, 12, 24, 16)
        foot.setSpacing(12)
        foot.addWidget(self._about)
        foot.addWidget(self._asks)
        foot.addLayout(row(self._use, self._own, None, spacing=12))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(hairline())
        column.addWidget(self.list, 1)
        column.addWidget(hairline())
        column.addLayout(foot)

    # -- choosing --------------------------------------------------------------------------------

    def _take(self, name: str) -> None:
        store, choice = self._services.store, self._choices.get(name)
        if choice is None or name == self._there() or is_fixed(self._services, self._review):
            return
        if self._services.record(lambda: set_template(store, self._review.id, choice.text)) is not None:
            self._services.notices.say(
                _("The review has the sections of “{name}” now. Every text is still there.").format(
                    name=choice.template.name
                )
            )

    def _read(self) -> None:
        """A file becomes the station's own template and this review's."""
        file = self._services.asking.file(_("Template of a review"), _("Templates (*.toml)"))
        if file is not None:
            store = self._services.store
            self._services.record(lambda: set_template(store, self._review.id, take_file(store, file)))

    # -- showing ---------------------------------------------------------------------------------

    def _there(self) -> str:
        """The name of the review's template, "" for a text that is none of those to choose."""
        chosen = self._review.parts.template
        if not chosen:
            return STANDARD
        return next((name for name, each in self._choices.items() if each.hash == chosen), "")

    def _tell(self, _now: QModelIndex | None = None) -> None:
        choice = self._choices.get(str(self.list.current_key()))
        fixed, there = is_fixed(self._services, self._review), self._there()
        for each in (self._use, self._own):
            each.setVisible(not fixed)
        if choice is None:
            return
        titles = (shown_title(each.key, each.title) for each in choice.template.sections)
        self._about.setText(choice.template.about)
        self._asks.setText("  \N{MIDDLE DOT}  ".join(titles))
        self._use.setEnabled(choice.name != there)
        set_tooltip(self._use, "" if choice.name != there else _("The review has this template."))


class _Templates(RowList):
    def __init__(self) -> None:
        super().__init__(_("Templates"))
        self.setItemDelegate(RowDelegate(self, leading=False, margin=24))
        self.rows = RowsModel(self)
        self.setModel(self.rows)


def _row(choice: Choice, *, is_there: bool) -> Row:
    own = _("your own") if choice.name == "own" else ""
    return Row(
        choice.template.name,
        meta=choice.template.about,
        age=_("this review's") if is_there else own,
    )
