"""Paint the wizard in every theme, for the eye: `python tests/ui/triage/gallery.py FOLDER [PERCENT]`."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from PySide6.QtWidgets import QApplication

from holdfast.desk.facts import configure
from holdfast.domain.classification import Answer
from holdfast.store.store import Store
from holdfast.triage.assessment import Answers
from holdfast.ui.kit import icons, theme
from holdfast.ui.kit.clock import Clock
from holdfast.ui.kit.notices import Notices
from holdfast.ui.kit.page import Page
from holdfast.ui.kit.tokens import THEMES
from holdfast.ui.triage.assess_page import AssessPage
from holdfast.ui.triage.declare_page import DeclarePage
from holdfast.ui.triage.draft import ASSESSMENT, WizardDraft, answers_text
from tests.ui.audit import shown
from tests.ui.kit.gallery import use_fonts
from tests.ui.stores import make_store, tell

ANSWERS = Answers(
    Answer.HIGH, Answer.HIGH, ("many_people",), ("damage_quick", "work_time_sensitive"), someone_hurt=False
)


def wizard(store: Store, answers: Answers | None = ANSWERS) -> DeclarePage:
    """The wizard with the database of the pictures typed in."""
    draft = WizardDraft(store, store.new_id())
    draft.put("title", "Primary database refuses writes after disk filled")
    draft.put("service", "db-core")
    if answers:
        draft.put(ASSESSMENT, answers_text(answers))
    return DeclarePage(store, lambda: True, Notices(_crash), Clock(store.now))


def _crash(error: BaseException) -> None:
    raise error


def what(store: Store) -> Page:
    return wizard(store)


def empty(store: Store) -> Page:
    return DeclarePage(store, lambda: True, Notices(_crash), Clock(store.now))


def wrong(store: Store) -> Page:
    page = wizard(store)
    page._what._started.set_text("14:61")
    shown(page)
    page.go_on()
    return page


def how_bad(store: Store) -> Page:
    page = wizard(store)
    page.go_on()
    return page


def hurt(store: Store) -> Page:
    page = wizard(store, Answers(Answer.HIGH, Answer.UNSURE, someone_hurt=True))
    page.go_on()
    return page


def changed(store: Store) -> Page:
    page = wizard(
        store, Answers(Answer.HIGH, Answer.HIGH, ("many_people",), (), False, 2, "Only the test hall")
    )
    page.go_on()
    page._how_bad._outcome._fold()
    return page


def unanswered(store: Store) -> Page:
    page = wizard(store, None)
    page.go_on()
    return page


def who(store: Store) -> Page:
    page = wizard(store)
    page.go_on()
    page.go_on()
    return page


def assess(store: Store) -> Page:
    page = AssessPage(store, lambda: True, Notices(_crash), Clock(store.now))
    page.show_place(
        next(row.id for row in store.incidents.page(store.query(""), "due", 0, 9) if row.severity == 1)
    )
    return page


SCENES: dict[str, Callable[[Store], Page]] = {
    "empty": empty,
    "what": what,
    "wrong": wrong,
    "how_bad": how_bad,
    "hurt": hurt,
    "changed": changed,
    "unanswered": unanswered,
    "who": who,
    "assess": assess,
}


def main(folder: Path, percent: int, wanted: list[str]) -> None:
    app = QApplication(["gallery"])
    use_fonts()
    look = theme.Appearance(app)
    look.changed.connect(icons.repaint)
    folder.mkdir(parents=True, exist_ok=True)
    for name in THEMES:
        look.choose(name, percent)
        for key, make in SCENES.items():
            if wanted and key not in wanted:
                continue
            with TemporaryDirectory() as place:
                store, hands = make_store(Path(place))
                configure(store, emergency="112")
                tell(store, hands)
                scene = make(store)
                shown(scene, 1190, 690)
                if key != "wrong" and (first := scene.first_focus()) is not None:
                    first.setFocus()
                QApplication.processEvents()
                scene.grab().save(str(folder / f"{key}-{name}-{percent}.png"))
                scene.close()
                scene.deleteLater()
                QApplication.processEvents()
                store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100, sys.argv[3:])
