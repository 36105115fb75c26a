"""What goes into the library from folders, and out of it into them; what is to be asked is asked here."""

from PySide6.QtCore import QObject, Signal

from holdfast.domain.errors import UserError
from holdfast.runbook import starters
from holdfast.runbook.sources import place_of
from holdfast.store.store import Store
from holdfast.ui.kit.asking import Asking
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.runbook.exporting import Exporting
from holdfast.ui.runbook.importing import Importing
from holdfast.words import _


class Bringing(QObject):
    """The two strips of the page, and the verbs that begin an import or an export."""

    failed = Signal(object)
    """The UserError of what could not be begun."""

    def __init__(self, store: Store, tasks: Tasks, record: Recording, asking: Asking) -> None:
        super().__init__()
        self._store, self._asking = store, asking
        self.importing, self.exporting = Importing(store, tasks, record), Exporting(store, tasks)

    def bring_starters(self) -> None:
        """Bring in the runbooks that come with Holdfast."""
        self.importing.begin(starters.folder(), source=starters.SOURCE)

    def choose_file(self) -> None:
        """Ask for a zip or a single file to bring in."""
        file = self._asking.file(_("Import a zip or a file"), _("Runbooks (*.zip *.md *.markdown)"))
        if file is not None:
            self.importing.begin(file)

    def choose_folder(self, source: str = "") -> None:
        """Ask for the folder to bring in, as a source that there is where one is named."""
        folder = self._asking.folder(_("Import runbooks from a folder"))
        if folder is not None:
            self.importing.begin(folder, source=source)

    def again(self, source: str) -> None:
        """Bring in a source from where it last came."""
        try:
            self.importing.begin(place_of(self._store, source), source=source)
        except UserError as error:
            self.failed.emit(error)

    def export(self, source: str | None = None) -> None:
        """Ask for the folder to write a source into, or all of them."""
        folder = self._asking.folder(_("Export runbooks into a folder"))
        if folder is not None:
            self.exporting.begin(folder, source)
