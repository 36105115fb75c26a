"""Settings: this workstation's, built from their declarations; the store's own, which are recorded; you."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from holdfast.desk.facts import configure
from holdfast.desk.operators import set_passphrase
from holdfast.domain.errors import UserError
from holdfast.domain.timewords import stamp_text
from holdfast.settings import DECLARED, SECOND_BACKUP, WEBHOOK_PORT, Setting, Settings
from holdfast.store.backup import backups
from holdfast.store.store import Store
from holdfast.ui.kit import theme
from holdfast.ui.kit.asking import Asking
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.forms import Field, combo, row, scrolled
from holdfast.ui.kit.notices import Notices
from holdfast.ui.kit.page import Page, PageHeader, column
from holdfast.ui.kit.text import hairline, label
from holdfast.ui.settings.scheme_words import in_use_text, since_text
from holdfast.ui.settings.webhook_section import WebhookSection
from holdfast.words import _


def store_words() -> Mapping[str, tuple[str, str]]:
    """The facts of the store that are set here: label and hint by name."""
    return {
        "marking": (
            _("Classification mar&king"),
            _("Stands at head and foot of every page of a PDF, for example INTERNAL USE."),
        ),
        "site": (_("&Site"), _("The name of this place, for reports.")),
        "emergency": (_("Emergenc&y line"), _("Shown when someone is or could be hurt.")),
        "zone": (
            _("Time &zone"),
            _("For example Europe/Berlin; empty for this machine's. From the next start."),
        ),
    }


class SettingsPage(Page):
    """Every change of this workstation's settings holds at once; the store's are recorded by a button."""

    recorded = Signal()
    templates_wanted = Signal()
    """What status updates are filled from is to be looked at."""
    unanswered_wanted = Signal()
    """What happens when nobody answers an alert is to be looked at."""
    scheme_wanted = Signal()
    """The scheme is to be looked at, or another one adopted."""

    def __init__(
        self,
        store: Store,
        settings: Settings,
        ask_operator: Callable[[], bool],
        notices: Notices,
        asking: Asking,
    ) -> None:
        super().__init__()
        self._store, self._settings, self._notices, self._asking = store, settings, notices, asking
        self._ask_operator = ask_operator
        self._controls: dict[str, QWidget] = {}
        self._facts = {name: QLineEdit() for name in store_words()}
        self._old, self._new = _secret(), _secret()
        self._backups = label("", "small", "muted", wrap=True)
        self.webhook: WebhookSection | None = None
        self._build()
        self._settings.on_change(self._show)
        self.show_place("")

    def show_place(self, what: str) -> None:
        """Show what holds now."""
        del what
        facts = self._store.facts
        for name, edit in self._facts.items():
            edit.setText(getattr(facts, name))
        for setting in DECLARED:
            self._show(setting.key)
        self._scheme.setText(in_use_text(self._store))
        self._since.setText(since_text(self._store))
        self._show_passphrase()
        self._show_backups()
        if self.webhook is not None:
            self.webhook.hide_token()

    def first_focus(self) -> QWidget | None:
        return next(iter(self._controls.values()), None)

    def backup_words(self) -> str:
        """What is said of the backups."""
        return self._backups.text()

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        inner = QWidget()
        inner.setMaximumWidth(theme.px(720))
        down = QVBoxLayout(inner)
        down.setContentsMargins(24, 16, 24, 24)
        down.setSpacing(12)
        for group, settings in groupby(DECLARED, key=lambda setting: setting.group()):
            self._heading(down, group)
            for setting in settings:
                down.addWidget(self._field(setting))
                if setting is WEBHOOK_PORT and not self._store.read_only:
                    self.webhook = self._webhook_section()
                    down.addWidget(self.webhook)
        down.addWidget(self._backups)
        self._build_store(down)
        self._build_scheme(down)
        self._build_passphrase(down)
        down.addStretch(1)
        column(self, PageHeader(_("Settings")), hairline(), scrolled(inner), stretch=2)

    def _webhook_section(self) -> WebhookSection:
        port = partial(self._settings.value, WEBHOOK_PORT)
        return WebhookSection(self._store, self._notices, self._asking, port)

    def _heading(self, down: QVBoxLayout, words: str) -> None:
        if down.count():
            down.addSpacing(12)
        down.addWidget(label(words, "item_strong"))

    def _field(self, setting: Setting[Any]) -> QWidget:
        if setting.choices:
            chooser = combo([(str(value), words()) for value, words in setting.choices])
            chooser.currentIndexChanged.connect(partial(self._choose, setting, chooser))
            self._controls[setting.key] = chooser
            return Field(setting.label(), chooser, hint=setting.hint())
        if isinstance(setting.default, bool):
            tick = QCheckBox(setting.label())
            tick.toggled.connect(partial(self._settings.put, setting))
            self._controls[setting.key] = tick
            return _with_hint(tick, setting.hint())
        edit = QLineEdit()
        self._controls[setting.key] = edit
        field = Field(setting.label(), edit, hint=setting.hint())
        edit.editingFinished.connect(partial(self._write, setting, edit))
        if not setting.is_folder:
            return field
        whole, choose = QWidget(), button(_("Choose…"), partial(self._choose_folder, setting))
        choose.setAccessibleName(_("Choose: {what}").format(what=setting.label()))
        whole.setLayout(row(field, choose))
        return whole

    def _build_store(self, down: QVBoxLayout) -> None:
        self._heading(down, _("This store"))
        down.addWidget(
            label(_("Recorded in the journal, so that a report can say what held."), "small", "muted")
        )
        self._fields = {
            name: Field(words, self._facts[name], hint=hint) for name, (words, hint) in store_words().items()
        }
        for field in self._fields.values():
            down.addWidget(field)
        down.addLayout(row(button(_("Record changes"), self._record, primary=True), None))

    def _build_scheme(self, down: QVBoxLayout) -> None:
        self._heading(down, _("Scheme"))
        told = _("What is asked at triage, and what follows from the answers.")
        down.addWidget(label(told, "small", "muted", wrap=True))
        self._scheme = label("", "body", wrap=True, select=True)
        self._since = label("", "small", "muted", wrap=True)
        down.addWidget(self._scheme)
        down.addWidget(self._since)
        down.addLayout(row(button(_("Look at the scheme…"), self.scheme_wanted.emit), None))
        self._heading(down, _("Unanswered alerts"))
        told = _("Who is asked in turn, and what is declared when nobody answers.")
        down.addWidget(label(told, "small", "muted", wrap=True))
        way = button(_("Look at unanswered alerts…"), self.unanswered_wanted.emit)
        down.addLayout(row(way, None))
        self._heading(down, _("Templates"))
        down.addWidget(label(_("What status updates are filled from."), "small", "muted", wrap=True))
        down.addLayout(row(button(_("Look at the templates…"), self.templates_wanted.emit), None))

    def _build_passphrase(self, down: QVBoxLayout) -> None:
        self._heading(down, _("Your passphrase"))
        words = _("With it your entries say authenticated; without it they say declared.")
        down.addWidget(label(words, "small", "muted", wrap=True))
        self._old_field = Field(_("&Old passphrase"), self._old)
        self._new_field = Field(_("New &passphrase"), self._new, hint=_("Eight characters or more."))
        down.addWidget(self._old_field)
        down.addWidget(self._new_field)
        down.addLayout(row(button(_("Set passphrase"), self._set_passphrase), None))

    # -- what happens ----------------------------------------------------------------------------

    def _show_backups(self) -> None:
        """How old the newest backup is, in the store's folder and in the second one."""
        second = self._settings.value(SECOND_BACKUP)
        told = [_("Newest backup: {age}.").format(age=self._age(self._store.folder.backups))]
        if second:
            told.append(_("In the second folder: {age}.").format(age=self._age(Path(second))))
        self._backups.setText(" ".join(told))

    def _age(self, folder: Path) -> str:
        newest = next(iter(backups(folder)), None)
        if newest is None:
            return _("none")
        return stamp_text(datetime.fromtimestamp(newest.made, UTC), self._store.zone)

    def _show(self, key: str) -> None:
        """A setting changed, here or elsewhere: show it without setting it again."""
        setting = next((each for each in DECLARED if each.key == key), None)
        control = self._controls.get(key)
        if setting is None or control is None:
            return
        value = self._settings.value(setting)
        if key == SECOND_BACKUP.key:
            self._show_backups()
        control.blockSignals(True)
        if isinstance(control, QComboBox):
            control.setCurrentIndex(max(0, control.findData(str(value))))
        elif isinstance(control, QCheckBox):
            control.setChecked(value)
        elif isinstance(control, QLineEdit):
            control.setText(str(value))
        control.blockSignals(False)

    def _choose(self, setting: Setting[Any], chooser: QComboBox, _index: int) -> None:
        chosen = next(value for value, _words in setting.choices if str(value) == chooser.currentData())
        self._settings.put(setting, chosen)

    def _write(self, setting: Setting[Any], edit: QLineEdit) -> None:
        """Take over what was written; where it may not be so, what was set before stands there again."""
        text = edit.text().strip()
        is_number = isinstance(setting.default, int) and text.isascii() and text.isdigit()
        value: Any = int(text) if is_number else text
        if setting.allows(value):
            self._settings.put(setting, value)
        else:
            self._notices.error(UserError(setting.hint(), _("What was set before holds on.")))
            self._show(setting.key)

    def _choose_folder(self, setting: Setting[Any]) -> None:
        folder = self._asking.folder(setting.label())
        if folder is not None:
            before = self._settings.value(setting) if setting.many else ""
            self._settings.put(setting, "; ".join(filter(None, [before, str(folder)])))

    def _record(self) -> None:
        for field in self._fields.values():
            field.clear_error()
        if not self._ask_operator():
            return
        for name, edit in self._facts.items():
            try:
                configure(self._store, **{name: edit.text()})
            except UserError as error:
                self._fields[name].show_error(error)
                return
        self.show_place("")
        self.recorded.emit()
        self._notices.say(_("The store's settings are recorded."))

    def _show_passphrase(self) -> None:
        by = self._store.by
        operator = self._store.operators.get(by.operator) if by else None
        self._old_field.setVisible(operator is not None and operator.has_passphrase)

    def _set_passphrase(self) -> None:
        self._new_field.clear_error()
        self._old_field.clear_error()
        if not self._ask_operator():
            return
        by = self._store.by
        operator = self._store.operators.get(by.operator) if by else None
        if operator is None:
            return
        try:
            set_passphrase(self._store, operator, self._new.text(), self._old.text() or None)
        except UserError as error:
            wrong_old = operator.has_passphrase and not self._old.text()
            (self._old_field if wrong_old else self._new_field).show_error(error)
            return
        self._old.clear()
        self._new.clear()
        self._show_passphrase()
        self.recorded.emit()
        self._notices.say(_("Your passphrase is set. Sign in with it to be authenticated."))


def _secret() -> QLineEdit:
    edit = QLineEdit()
    edit.setEchoMode(QLineEdit.EchoMode.Password)
    return edit


def _with_hint(control: QWidget, hint: str) -> QWidget:
    whole = QWidget()
    down = QVBoxLayout(whole)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(4)
    down.addWidget(control)
    down.addWidget(label(hint, "small", "muted", wrap=True))
    control.setAccessibleDescription(hint)
    return whole
