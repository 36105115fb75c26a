"""What senders of alerts need: the token, shown and copied on wish, and the lines for Alertmanager."""

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from holdfast.detect.gate import PATH
from holdfast.detect.token import Token
from holdfast.domain.errors import UserError
from holdfast.store.store import Store
from holdfast.ui.kit.asking import Asking
from holdfast.ui.kit.buttons import button, set_words
from holdfast.ui.kit.forms import Field, row
from holdfast.ui.kit.notices import Notices
from holdfast.words import _

_LINES = """receivers:
  - name: holdfast
    webhook_configs:
      - url: http://127.0.0.1:{port}{path}
        send_resolved: true
        max_alerts: 250
        http_config:
          authorization:
            type: Bearer
            credentials_file: /etc/prometheus/holdfast.token
"""


class WebhookSection(QWidget):
    """The token is read, and made where there is none, only when somebody wants it."""

    def __init__(self, store: Store, notices: Notices, asking: Asking, port: Callable[[], int]) -> None:
        super().__init__()
        self._token, self._port = Token(store.folder.token), port
        self._notices, self._asking = notices, asking
        self.text = QLineEdit()
        self.text.setReadOnly(True)
        self.text.setPlaceholderText(_("Hidden"))
        self.show_token = button(_("Show token"), self._turn)
        self.copy_token = button(_("Copy token"), self._copy)
        self.copy_lines = button(_("Copy lines for Alertmanager"), self._copy_lines)
        self.renew = button(_("Make a new token…"), self._renew)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(8)
        hint = _("Whoever has it can send alerts. Put it into a file that only the sender can read.")
        down.addWidget(Field(_("Token of the webhook"), self.text, hint=hint))
        down.addLayout(row(self.show_token, self.copy_token, None))
        down.addLayout(row(self.copy_lines, self.renew, None))

    def hide_token(self) -> None:
        """Show it no longer: the page is shown anew, perhaps to somebody else."""
        self.text.clear()
        set_words(self.show_token, _("Show token"))

    def _turn(self) -> None:
        if self.text.text():
            self.hide_token()
            return
        token = self._read(self._token.text)
        if token:
            self.text.setText(token)
            self.text.setCursorPosition(0)
            set_words(self.show_token, _("Hide token"))

    def _copy(self) -> None:
        token = self._read(self._token.text)
        if token:
            QGuiApplication.clipboard().setText(token)
            self._notices.say(_("The token is copied."))

    def _copy_lines(self) -> None:
        QGuiApplication.clipboard().setText(_LINES.format(port=self._port(), path=PATH))
        self._notices.say(_("The lines for alertmanager.yml are copied, without the token."))

    def _renew(self) -> None:
        what = _("Make a new token?")
        hint = _("It holds at once. Senders with the one before are refused until they have the new one.")
        if not self._asking.confirm(what, hint, _("Make a new token")):
            return
        if self._read(self._token.replace):
            self.hide_token()
            self._notices.say(_("There is a new token. Give it to the senders."))

    def _read(self, work: Callable[[], str]) -> str:
        try:
            return work()
        except UserError as error:
            self._notices.error(error)
            return ""
