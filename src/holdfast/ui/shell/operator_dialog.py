"""Who is at the keyboard? One line, asked when the first entry is about to be recorded."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QDialog, QLineEdit, QVBoxLayout, QWidget

from holdfast.domain.errors import UserError
from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.forms import Field, row
from holdfast.ui.kit.text import label
from holdfast.words import _

SignIn = Callable[[str, str | None], object]


class OperatorDialog(QDialog):
    """A name is enough; who has set a passphrase may give it and counts as authenticated."""

    def __init__(
        self, known: Sequence[tuple[str, bool]], sign_in: SignIn, parent: QWidget | None = None
    ) -> None:
        """`known` are (name, whether there is a passphrase); `sign_in` raises UserError for a wrong one."""
        super().__init__(parent)
        self._guarded = {name.casefold() for name, guarded in known if guarded}
        self._sign_in = sign_in
        self._build([name for name, _guarded in known])
        self._name.textChanged.connect(self._show_passphrase)
        self._show_passphrase(self._name.text())

    def type_name(self, name: str) -> None:
        """Put a name into the field, for a person who was here before."""
        self._name.setText(name)

    def _build(self, names: list[str]) -> None:
        self.setWindowTitle(_("Who is at the keyboard?"))
        self._name, self._secret = QLineEdit(), QLineEdit()
        self._secret.setEchoMode(QLineEdit.EchoMode.Password)
        completer = QCompleter(names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._name.setCompleter(completer)
        self._name.returnPressed.connect(self._take_typed)
        self._name_field = Field(
            _("Your name"), self._name, hint=_("It stands beside every entry you record.")
        )
        hint = _("Without it you can go on; entries then say declared, not authenticated.")
        self._secret_field = Field(_("Passphrase"), self._secret, hint=hint)
        go = button(_("Continue"), self._try, primary=True, key="Enter")
        go.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(label(_("Who is at the keyboard?"), "title"))
        layout.addWidget(self._name_field)
        layout.addWidget(self._secret_field)
        layout.addStretch()
        layout.addLayout(row(None, button(_("Not now"), self.reject), go))
        self.setMinimumWidth(theme.px(420))
        self._name.setFocus()

    def _show_passphrase(self, name: str) -> None:
        self._secret_field.setVisible(name.strip().casefold() in self._guarded)
        self._name_field.clear_error()

    def _take_typed(self) -> None:
        """While names are proposed, their list has the keys, and the dialog does not hear of Enter."""
        completer = self._name.completer()
        proposed = completer.popup() if completer is not None else None
        if proposed is not None and proposed.isVisible():
            proposed.hide()
            self._try()

    def _try(self) -> None:
        if not self._name.text().strip():
            self._name_field.show_error(_("Give the name that stands beside what you record."))
            return
        secret = self._secret.text() if self._secret_field.isVisible() else ""
        try:
            self._sign_in(self._name.text(), secret or None)
        except UserError as error:
            (self._secret_field if secret else self._name_field).show_error(error)
            return
        self.accept()
