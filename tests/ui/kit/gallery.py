"""Paint the kit in every theme to PNG, for the eye: `python tests/ui/kit/gallery.py FOLDER [PERCENT]`."""

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from holdfast import paths
from holdfast.ui.kit import icons, theme
from holdfast.ui.kit.buttons import Choice, button, icon_button, menu_button, quiet_button
from holdfast.ui.kit.chips import SeverityChip
from holdfast.ui.kit.clock import Clock, ElapsedLabel
from holdfast.ui.kit.forms import EmptyState, Field, NoteEdit, ParsedField, card, combo, row
from holdfast.ui.kit.matrix import PriorityMatrix
from holdfast.ui.kit.page import Page, PageHeader, column
from holdfast.ui.kit.rows import Row, RowDelegate, RowList
from holdfast.ui.kit.rows_model import RowsModel
from holdfast.ui.kit.stepper import Step, Stepper
from holdfast.ui.kit.text import ElidedLabel, hairline, label
from holdfast.ui.kit.timeline_rows import TimelineList, TimelineRow
from holdfast.ui.kit.tokens import THEMES

NOW = datetime(2026, 11, 23, 13, 3, 24, tzinfo=UTC)

INCIDENTS = [
    Row(
        "Badge readers in hall 3 time out",
        "triaged  ·  access  ·  operator 2",
        2,
        "INC-K7-141",
        "01:22",
        "update overdue by 06 min",
        overdue=True,
    ),
    Row(
        "Primary database refuses writes after disk filled",
        "contained  ·  db-core  ·  shift lead",
        1,
        "INC-K7-142",
        "00:47",
        "update due in 04:10",
    ),
    Row("Historian drops samples from turbine 2", "triaged  ·  historian  ·  you", 3, "INC-K7-140", "03:05"),
    Row(
        "NTP drift of 1.8 s on isolated segment B",
        "resolved  ·  time  ·  shift lead",
        4,
        "INC-K7-138",
        "3 d",
        "review in draft",
    ),
    Row(
        "Printer queue stuck in control room",
        "closed  ·  office  ·  operator 3",
        5,
        "INC-K7-136",
        "6 d",
        quiet=True,
    ),
    Row(
        "Smoke smell near rack 12", "declared  ·  facilities", None, "INC-K7-143", "00:02", "assess in 13:00"
    ),
]

TIMELINE = [
    TimelineRow(
        "13:16",
        "detected",
        "Alert DatabaseDiskFull (critical) received from drop folder",
        "detected  ·  system",
        day="23 November, UTC+1",
    ),
    TimelineRow(
        "13:17", "decision", "Declared. High impact, high urgency: priority 1", "decision  ·  shift lead"
    ),
    TimelineRow("13:19", "role", "Assumed scribe. Operations bridge is room 2", "role  ·  operator 2"),
    TimelineRow(
        "13:22", "step", "Steps 1 and 2 done: volume confirmed full, WAL holds the space", "runbook  ·  you"
    ),
    TimelineRow(
        "13:24",
        "observation",
        "Volume pgdata at 100 %, 41 GB of WAL kept for an inactive replication slot",
        "observation  ·  you",
    ),
    TimelineRow("13:31", "action", "Dropped slot standby_b, retired in March", "action  ·  you"),
    TimelineRow("13:40", "note", "Wrong disk was named", "note  ·  you  ·  withdrawn 13:44", withdrawn=True),
    TimelineRow("13:52", "phase", "Contained", "phase  ·  shift lead"),
    TimelineRow("13:55", "communication", "Update 3 sent to plant management", "update  ·  operator 2"),
]


def incidents_page() -> Page:
    """The incident list of the pictures."""
    page = Page()
    find = QLineEdit()
    find.setPlaceholderText("Find or filter, for example  sev:1..2 lead:me printer     Ctrl+F")
    find.setAccessibleName("Find")
    bar = QWidget()
    line = row(find, *(button(text) for text in ("Open now  3", "Mine  2", "Overdue  1", "Needs review  2")))
    line.setContentsMargins(24, 0, 24, 12)
    bar.setLayout(line)
    header = PageHeader("Incidents", buttons=[button("Declare incident", primary=True, key="Ctrl+N")])
    view = RowList("Incidents")
    model = RowsModel(view)
    model.set_rows([(each.reference, each) for each in INCIDENTS])
    view.setModel(model)
    view.setCurrentIndex(model.index(0, 0))
    column(page, header, bar, hairline(), view, stretch=3)
    return page


def live_page() -> Page:
    """The head and the timeline of the live view."""
    page = Page()
    clock = Clock(lambda: NOW, page)
    head = QWidget()
    words = QVBoxLayout()
    words.setSpacing(8)
    elapsed = ElapsedLabel(clock, NOW - timedelta(minutes=47, seconds=12))
    words.addLayout(row(SeverityChip(1), label("INC-K7-142", "mono", "muted"), elapsed, None, spacing=12))
    words.addWidget(ElidedLabel("Primary database refuses writes after disk filled", "page"))
    words.addWidget(label("Commander shift lead  ·  Operations you  ·  Scribe operator 2", "meta", "muted"))
    words.addWidget(
        label("Know: an inactive slot held 41 GB of WAL. Plan: cap slot size. Need: 2 disks", "small_strong")
    )
    line = QHBoxLayout(head)
    line.setContentsMargins(24, 14, 24, 12)
    line.addLayout(words, 1)
    steps = [
        Step("declared", "13:17", True),
        Step("triaged", "13:18", True),
        Step("contained", "13:52", True),
        Step("resolved", "by 14:16"),
        Step("closed"),
    ]
    line.addWidget(Stepper(steps))
    view = TimelineList("Timeline")
    view.setModel(timeline_model(view))
    view.setCurrentIndex(view.model().index(3, 0))
    composer = QWidget()
    note = NoteEdit(
        lines=1, placeholder="What happened?   13:52 or -10m first sets the time", enter_submits=True
    )
    note.setAccessibleName("What happened")
    strip = row(menu_button("Note", QMenu(composer)), note, button("Add", key="Enter"))
    strip.setContentsMargins(24, 12, 24, 12)
    composer.setLayout(strip)
    column(page, head, hairline(), view, hairline(), composer, stretch=2)
    return page


def timeline_model(parent: QWidget) -> RowsModel:
    """The example timeline as a model."""
    model = RowsModel(parent)
    model.set_rows([(str(place), each) for place, each in enumerate(TIMELINE)])
    return model


def triage_page() -> Page:
    """The controls of the wizard's second page."""
    page = Page()
    left, right = QVBoxLayout(), QVBoxLayout()
    levels = [("high", "High"), ("medium", "Medium"), ("low", "Low")]
    for name in ("Impact", "Urgency"):
        left.addWidget(label(name, "item_strong"))
        choice = Choice(name, [*levels, ("unsure", "Not sure")])
        choice.choose("high")
        left.addWidget(choice)
        for number, text in enumerate(
            ("Many people cannot do their work", "Money at stake above the site's limit")
        ):
            check = QCheckBox(text)
            check.setChecked(number == 0)
            left.addWidget(check)
        left.addSpacing(16)
    left.addStretch()
    keys = [key for key, _words in levels]
    cells = {(i, u): keys.index(i) + keys.index(u) + 1 for i in keys for u in keys}
    matrix = PriorityMatrix(levels, cells)
    matrix.choose("high", "high")
    right.addWidget(label("Priority 1", "item_strong"))
    right.addWidget(matrix)
    right.addLayout(
        row(
            label("High impact: many people cannot do their work.", "meta", "muted"),
            quiet_button("Why?"),
            None,
        )
    )
    right.addLayout(row(SeverityChip(1), label("proposed", "meta", "muted"), None, button("Change…")))
    right.addStretch()
    body = QHBoxLayout()
    body.setContentsMargins(32, 16, 32, 16)
    body.setSpacing(40)
    body.addLayout(left, 1)
    body.addWidget(hairline(upright=True))
    body.addLayout(right)
    foot = row(
        label("Esc keeps the draft", "small", "muted"),
        None,
        button("Back"),
        button("Declare now", key="Ctrl+Enter"),
        button("Next: who and what", primary=True, key="Enter"),
        spacing=12,
    )
    foot.setContentsMargins(32, 14, 32, 14)
    whole = QVBoxLayout(page)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.addWidget(PageHeader("Declare incident", "Step 2 of 3: how bad?"))
    whole.addWidget(hairline())
    whole.addLayout(body, 1)
    whole.addWidget(hairline())
    whole.addLayout(foot)
    return page


def forms_page() -> Page:
    """Fields, chips, cards and an empty state."""
    page = Page()
    left, right = QVBoxLayout(), QVBoxLayout()
    title = Field("&Title", QLineEdit())
    left.addWidget(title)
    wrong = ParsedField("Began when", lambda text: text, lambda value: f"Understood as {value}")
    wrong.set_text("13:52")
    left.addWidget(wrong)
    left.addWidget(
        Field("Noticed how", combo([("a", "By an alert"), ("b", "By a person")]), hint="If you know it")
    )
    left.addWidget(Field("Notes", NoteEdit(placeholder="What do you see?")))
    disabled = button("Export PDF")
    disabled.setEnabled(False)
    left.addLayout(
        row(
            button("Quiet", icon="export"),
            button("Primary", primary=True),
            disabled,
            icon_button("copy", "Copy"),
            None,
        )
    )
    left.addLayout(row(*(SeverityChip(number) for number in (1, 2, 3)), None))
    left.addLayout(row(*(SeverityChip(number) for number in (4, 5, None)), None))
    left.addStretch()
    right.addWidget(
        card(
            label("A retired standby kept its replication slot", "item_strong"),
            label("The slot was created during the March migration.", wrap=True),
        )
    )
    right.addWidget(
        card(
            label("5. Set max_slot_wal_keep_size", "strong"),
            card(label("ALTER SYSTEM SET max_slot_wal_keep_size = '16GB';", "mono"), kind="well"),
            kind="current",
        )
    )
    right.addWidget(
        card(label("“should have noticed” looks back from what we know now.", "meta", wrap=True), kind="hint")
    )
    right.addWidget(
        EmptyState(
            "No incidents yet",
            "Declare one when something is wrong; you can change everything later.",
            [button("Declare incident", primary=True), button("Open practice incident")],
        ),
        1,
    )
    body = QHBoxLayout(page)
    body.setContentsMargins(24, 24, 24, 24)
    body.setSpacing(24)
    body.addLayout(left, 1)
    body.addLayout(right, 1)
    title.show_error("Say in a few words what is wrong.")
    return page


def runbooks_page() -> Page:
    """Rows without severity, with icons."""
    page = Page()
    view = RowList("Runbooks", RowDelegate(leading=False, margin=24))
    model = RowsModel(view)
    rows = [
        Row("etcdBackendQuotaLowSpace", "cluster-etcd-operator  ·  5 steps", icon="runbooks", age="2 uses"),
        Row(
            "AlertmanagerFailedReload",
            "alerts/cluster-monitoring-operator",
            icon="runbooks",
            due="gone from folder",
        ),
    ]
    model.set_rows([(each.title, each) for each in rows])
    view.setModel(model)
    view.setCurrentIndex(model.index(0, 0))
    column(
        page,
        PageHeader("Runbooks", "273 runbooks from 1 folder", buttons=[button("Import folder", primary=True)]),
        hairline(),
        view,
    )
    return page


PAGES: dict[str, Callable[[], QWidget]] = {
    "incidents": incidents_page,
    "live": live_page,
    "triage": triage_page,
    "forms": forms_page,
    "runbooks": runbooks_page,
}


def use_fonts() -> None:
    """The shipped fonts, where there are some, so that every machine paints the same."""
    for file in sorted((paths.resources() / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def main(folder: Path, percent: int) -> None:
    """Paint every page in every theme."""
    app = QApplication(["gallery"])
    use_fonts()
    look = theme.Appearance(app)
    look.changed.connect(icons.repaint)
    folder.mkdir(parents=True, exist_ok=True)
    for name in THEMES:
        look.choose(name, percent)
        for key, make in PAGES.items():
            page = make()
            page.resize(1190, 720)
            page.grab().save(str(folder / f"{key}-{name}.png"))
            page.deleteLater()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100)
