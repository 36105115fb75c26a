"""Who is at the keyboard: asked for, signed in, shown, gone."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from holdfast.store.database import read_only_error
from holdfast.store.store import Store
from holdfast.ui.kit.notices import Notices
from holdfast.words import _

if TYPE_CHECKING:
    from holdfast.ui.shell.window import MainWindow


class Keyboard(QObject):
    """Knows who stands behind what is recorded next."""

    def __init__(self, store: Store, notices: Notices) -> None:
        super().__init__()
        self._store, self._notices = store, notices

    def enter(self, window: "MainWindow") -> None:
        """The window that shows it."""
        self._window = window

    def is_known(self) -> bool:
        """Whether somebody is there."""
        return self._store.by is not None

    def ask(self) -> bool:
        """Somebody stands behind what is recorded next; asked for where nobody does yet."""
        if self.is_known():
            return True
        if self._store.read_only:
            self._notices.error(read_only_error())
            return False
        return self.switch()

    def switch(self) -> bool:
        """Ask who is at the keyboard, whoever was before."""
        from holdfast.ui.shell.operator_dialog import OperatorDialog  # noqa: PLC0415

        known = [(one.name, one.has_passphrase) for one in self._store.operators.all()]
        dialog = OperatorDialog(known, self.sign_in, self._window)
        accepted = dialog.exec() == OperatorDialog.DialogCode.Accepted
        dialog.deleteLater()
        self.tell_page()
        return accepted

    def leave(self) -> None:
        """Nobody is at the keyboard; the next entry asks who is."""
        from holdfast.desk.operators import sign_out  # noqa: PLC0415

        sign_out(self._store)
        self.show()
        self.tell_page()

    def sign_in(self, name: str, passphrase: str | None) -> None:
        """This person is at the keyboard from now on."""
        from holdfast.desk.operators import sign_in  # noqa: PLC0415

        sign_in(self._store, name, passphrase)
        self.show()

    def show(self) -> None:
        """Say in the status who is there."""
        by = self._store.by
        name = self._store.operators.names().get(by.operator, "") if by else ""
        sure = "" if by is None else (_("passphrase") if by.sure == "authenticated" else _("declared"))
        self._window.status.show_operator(name, sure)

    def tell_page(self) -> None:
        """The page that is shown hears that somebody else is there."""
        page = self._window.shown()
        if page is not None:
            page.operator_changed()
