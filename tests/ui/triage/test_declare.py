"""Declaring by keyboard: the first page is enough, mistakes stand under their field, drafts survive."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from holdfast.desk.facts import configure
from holdfast.desk.operators import sign_out
from holdfast.domain.classification import Level
from holdfast.domain.entry import By
from holdfast.domain.phase import Phase
from holdfast.runbook.library import import_folder
from holdfast.store.opening import open_store
from holdfast.ui.triage.layout import Tick
from tests.conftest import Look
from tests.ui.audit import shown
from tests.ui.triage.hands import (
    Desk,
    audited,
    edit,
    focus,
    focused,
    make_desk,
    name,
    open_page,
    press,
    tab,
    texts,
    write,
)

Key = Qt.Key


def test_a_title_and_ctrl_enter_declare_at_once_not_yet_assessed(desk: Desk) -> None:
    write("Badge readers time out")
    press(Key.Key_Return, ctrl=True)
    incident = desk.declared()
    assert (incident.title, incident.phase, incident.assessed) == (
        "Badge readers time out",
        Phase.DECLARED,
        False,
    )
    assert incident.assess_by is not None
    assert incident.commander is not None
    assert incident.commander.name == "Operator 1"
    assert desk.store.drafts.of(f"incident/{incident.id}") == {}


def test_three_pages_by_keyboard(desk: Desk) -> None:
    write("Primary database refuses writes")
    tab()
    write("db-core")
    tab()
    press(Key.Key_Down)
    tab()
    write("13:52")
    tab()
    write("-30m")
    press(Key.Key_Return)
    assert (
        name() == "Someone is or could be hurt" or focused().property("text") == "Someone is or could be hurt"
    )
    tab()
    press(Key.Key_Space)  # high impact
    tab()
    press(Key.Key_Space)  # many people
    tab(3)
    press(Key.Key_Space)  # high urgency
    press(Key.Key_Return)
    assert name() == "Commander"
    tab()
    write("Operator 2")
    press(Key.Key_Return)
    incident = desk.declared()
    assert (incident.service, incident.noticed) == ("db-core", "person")
    assert (incident.impact, incident.urgency) == (Level.HIGH, Level.HIGH)
    assert (incident.priority, incident.severity, incident.phase) == (1, 1, Phase.TRIAGED)
    assert f"{incident.times['detected']:%H:%M}" == "12:52"
    assert f"{incident.times['started']:%H:%M}" == "12:33"
    assert {role: person.name for role, person in incident.roles.items()} == {
        "commander": "Operator 1",
        "operations": "Operator 2",
    }


def test_an_empty_title_is_said_under_the_field_with_the_focus_in_it(desk: Desk) -> None:
    tab()
    press(Key.Key_Return)
    assert name() == "Title"
    assert "The title is empty. Write a few words." in texts(desk.page)
    press(Key.Key_Return, ctrl=True)
    assert desk.went == []
    write("x")
    assert "The title is empty. Write a few words." not in texts(desk.page)


def test_a_title_of_10000_characters_is_refused_where_it_is_typed(desk: Desk) -> None:
    edit(desk.page, "Title").setText("x" * 10_000)
    press(Key.Key_Return)
    assert name() == "Title"
    assert any("300 fit" in text for text in texts(desk.page))


@pytest.mark.parametrize(
    ("noticed", "began", "where", "says"),
    [
        ("14:61", "", "Noticed when", "14:61"),
        ("", "2031-01-01 10:00", "Began when", "has not come yet"),
        ("13:00", "13:30", "Began when", "Started 13:30 is after detected 13:00."),
    ],
)
def test_a_time_that_cannot_be_is_said_under_its_field(
    desk: Desk, noticed: str, began: str, where: str, says: str
) -> None:
    write("Something")
    edit(desk.page, "Noticed when").setText(noticed)
    edit(desk.page, "Began when").setText(began)
    press(Key.Key_Return, ctrl=True)
    assert name() == where
    assert any(says in text for text in texts(desk.page))
    assert desk.all() == []
    assert audited(desk.page) == []


def test_a_time_says_how_it_was_understood(desk: Desk) -> None:
    focus(edit(desk.page, "Began when"))
    write("-10m")
    assert "2026-11-23 13:53 UTC+1, 10 min ago" in texts(desk.page)


def test_safety_makes_it_high_and_sev1_and_shows_the_emergency_line(desk: Desk) -> None:
    configure(desk.store, emergency="112")
    desk.page.show_place("")
    write("Somebody fell")
    press(Key.Key_Return)
    press(Key.Key_Space)
    assert "Site emergency line 112" in texts(desk.page)
    assert "Priority 1" in texts(desk.page)
    low = _button(desk, "Impact: Low")
    assert not low.isEnabled()
    assert low.toolTip()
    assert audited(desk.page) == []
    press(Key.Key_Space)
    assert low.isEnabled()
    assert "Priority" in texts(desk.page)  # what was not answered before is open again
    press(Key.Key_Space)
    press(Key.Key_Return, ctrl=True)
    incident = desk.declared()
    assert (incident.hurt, incident.severity, incident.unsure) == (True, 1, ("urgency",))


def test_not_sure_takes_the_higher_and_is_asked_again(desk: Desk) -> None:
    write("Slow")
    press(Key.Key_Return)
    _button(desk, "Impact: Not sure").click()
    _button(desk, "Urgency: Low").click()
    assert "Counts as high, and is asked again in 15 min." in texts(desk.page)
    press(Key.Key_Return, ctrl=True)
    assert desk.declared().priority == 3
    assert desk.declared().unsure == ("impact",)


def test_only_the_statements_of_the_chosen_level_count(desk: Desk) -> None:
    write("Slow")
    press(Key.Key_Return)
    _button(desk, "Impact: High").click()
    _tick(desk, "Many people or customers cannot do their work")
    _button(desk, "Impact: Low").click()
    _button(desk, "Urgency: Low").click()
    press(Key.Key_Return, ctrl=True)
    assert desk.declared().priority == 5


def test_another_severity_needs_its_reason(desk: Desk) -> None:
    _assessed(desk)
    _button(desk, "Change the severity").click()
    press(Key.Key_Down)
    press(Key.Key_Down)  # SEV2
    assert "set by you" in texts(desk.page)
    press(Key.Key_Return, ctrl=True)
    assert name() == "Why not the proposed one"
    assert any("why SEV2 Major fits better" in text for text in texts(desk.page))
    assert audited(desk.page) == []
    write("Only the test hall")
    press(Key.Key_Return, ctrl=True)
    incident = desk.declared()
    assert (incident.priority, incident.severity, incident.override) == (1, 2, "Only the test hall")


def test_why_says_what_would_change_it(desk: Desk) -> None:
    _assessed(desk)
    _button(desk, "Why?").click()
    shown_words = "\n".join(texts(desk.page))
    assert "That is priority 1; SEV1 Critical is proposed." in shown_words
    assert "With medium impact it would be priority 2, SEV2 Major." in shown_words
    assert "Targets: respond at once, resolve by 15:03" in shown_words


def test_half_an_assessment_waits_for_the_rest(desk: Desk) -> None:
    write("Slow")
    press(Key.Key_Return)
    _button(desk, "Impact: High").click()
    press(Key.Key_Return, ctrl=True)
    incident = desk.declared()
    assert not incident.assessed
    assert set(desk.store.drafts.of(f"incident/{incident.id}")) == {"assessment"}


def test_enter_on_a_button_presses_it_and_goes_on_anywhere_else(desk: Desk) -> None:
    write("Slow")
    press(Key.Key_Return)
    focus(_button(desk, "Impact: High"))
    press(Key.Key_Return)
    assert name() == "Commander"
    focus(_button(desk, "Back"))
    press(Key.Key_Return)
    assert _button(desk, "Impact: High").isVisible()
    assert _button(desk, "Impact: High").isChecked() is False


def test_a_key_that_is_held_goes_one_step(desk: Desk) -> None:
    write("Slow")
    for repeat in (False, True, True, True):
        QTest.simulateEvent(focused(), True, Key.Key_Return.value, Qt.KeyboardModifier.NoModifier, "", repeat)
        QApplication.processEvents()
    assert desk.went == []
    assert _button(desk, "Impact: High").isVisible()


def test_runbooks_that_fit_are_offered_and_the_ticked_ones_start(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "books"
    folder.mkdir()
    (folder / "disk-full.md").write_text("# Database disk full\n\n## Diagnosis\n\n1. df -h\n2. du\n")
    (folder / "printer.md").write_text("# Printer queue stuck\n\n## Diagnosis\n\n1. Look\n")
    import_folder(desk.store, folder)
    write("Database refuses writes, disk is full")
    press(Key.Key_Return)
    press(Key.Key_Return)
    offered = [tick.accessibleName() for tick in _ticks(desk)]
    assert offered == ["Database disk full"]
    assert audited(desk.page) == []
    _tick(desk, "Database disk full")
    press(Key.Key_Return)
    (run,) = desk.store.runbooks.runs_of(desk.declared().id)
    assert (run.title, run.steps) == ("Database disk full", 2)


def test_who_declares_leads_even_when_asked_only_then(desk: Desk) -> None:
    me = desk.store.by
    sign_out(desk.store)
    desk.page._record = type(desk.page._record)(lambda: False, lambda: _sign(desk, me), _fail, lambda: None)
    write("Slow")
    press(Key.Key_Return, ctrl=True)
    commander = desk.declared().commander
    assert commander is not None
    assert commander.name == "Operator 1"


def test_nothing_is_declared_when_nobody_says_who_they_are(desk: Desk) -> None:
    sign_out(desk.store)
    write("Slow")
    press(Key.Key_Return, ctrl=True)
    assert desk.went == []
    assert desk.all() == []
    assert edit(desk.page, "Title").text() == "Slow"


def test_a_role_that_was_emptied_on_purpose_stays_empty(desk: Desk) -> None:
    _assessed(desk)
    press(Key.Key_Return)
    press(Key.Key_A, ctrl=True)
    press(Key.Key_Delete)
    press(Key.Key_Return)
    assert desk.declared().commander is None


def test_declared_twice_is_declared_once(desk: Desk) -> None:
    write("Slow")
    press(Key.Key_Return, ctrl=True)
    desk.page.declare_now()
    assert len(desk.all()) == 1


# -- drafts ------------------------------------------------------------------------------------------


def test_what_was_typed_is_there_after_a_kill(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    with qtbot.waitSignal(desk.page._steps.what.saved, timeout=1500):
        write("Database refuses writes")
    tab()
    with qtbot.waitSignal(desk.page._steps.what.saved, timeout=1500):
        write("db-core")
    desk.page.go_on()
    _button(desk, "Impact: High").click()
    _tick(desk, "Many people or customers cannot do their work")
    desk.page.go_on()
    focus(edit(desk.page, "Scribe"))
    write("Operator 2")
    subject = desk.store.drafts.subjects("incident")[0]
    qtbot.waitUntil(lambda: desk.store.drafts.of(subject)["role:scribe"].text == "Operator 2", timeout=1500)
    # nobody closed anything: another process opens the same store, and nobody is at the keyboard yet
    after = open_page(make_desk(tmp_path, store=open_store(desk.store.path, clock=desk.hands)))
    assert edit(after.page, "Title").text() == "Database refuses writes"
    assert edit(after.page, "Service").text() == "db-core"
    assert edit(after.page, "Scribe").text() == "Operator 2"
    assert any("not declared" in text for text in texts(after.page))
    after.page.go_on()
    assert _button(after, "Impact: High").isChecked()
    assert [tick.accessibleName() for tick in _ticks(after) if tick.isChecked()] == [
        "Many people or customers cannot do their work"
    ]
    after.close()


def test_esc_keeps_the_draft_and_the_page_comes_back_as_it_was(desk: Desk) -> None:
    write("Slow")
    press(Key.Key_Escape)
    assert desk.went == [("left", "")]
    assert [
        draft.text for draft in desk.store.drafts.of(desk.store.drafts.subjects("incident")[0]).values()
    ] == ["Slow"]
    open_page(desk)
    assert edit(desk.page, "Title").text() == "Slow"


def test_the_draft_can_be_put_away_and_brought_back(desk: Desk) -> None:
    write("Slow")
    desk.page.leave()
    desk.page._draft = None  # as when the program starts anew
    open_page(desk)
    _button(desk, "Start empty").click()
    assert edit(desk.page, "Title").text() == ""
    assert desk.store.drafts.subjects("incident") == []
    assert name() == "Title"
    undo = desk.said[-1]
    assert (undo.what, undo.verb) == ("The draft was removed.", "Undo")
    assert undo.act is not None
    undo.act()
    assert edit(desk.page, "Title").text() == "Slow"


def test_drafts_of_declared_incidents_are_not_taken_for_the_wizards(desk: Desk) -> None:
    write("Slow")
    press(Key.Key_Return, ctrl=True)
    desk.store.drafts.save(
        f"incident/{desk.declared().id}", "composer", "half a note", "2026-11-23T13:00:00.000000Z"
    )
    open_page(desk)
    assert edit(desk.page, "Title").text() == ""
    assert not any("not declared" in text for text in texts(desk.page))


# -- to see and to hear ------------------------------------------------------------------------------


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_every_step_passes_the_audit(desk: Desk, look: Look, theme: str, percent: int) -> None:
    look.choose(theme, percent)
    write("Primary database refuses writes after disk filled")
    for step in range(3):
        shown(desk.page)
        assert audited(desk.page) == [], f"step {step + 1}"
        if step == 1:
            _answer(desk)
            _button(desk, "Why?").click()
            _button(desk, "Change the severity").click()
            shown(desk.page)
            assert audited(desk.page) == []
        desk.page.go_on() if step < 2 else None


def test_a_narrow_window_puts_the_columns_under_each_other(desk: Desk) -> None:
    _assessed(desk)
    desk.page.resize(desk.page.minimumSizeHint())
    shown(desk.page, 100, 100)
    assert desk.page.width() < 760
    assert audited(desk.page) == []


def test_one_filled_button(desk: Desk) -> None:
    _assessed(desk)
    filled = [
        each for each in desk.page.findChildren(QPushButton) if each.isVisible() and each.property("primary")
    ]
    assert [each.accessibleName() for each in filled] == ["Next: who and what"]


def _assessed(desk: Desk) -> None:
    """On the second page with everything at high."""
    write("Slow")
    press(Key.Key_Return)
    _answer(desk)


def _answer(desk: Desk) -> None:
    _button(desk, "Impact: High").click()
    _button(desk, "Urgency: High").click()


def _button(desk: Desk, name: str) -> QPushButton:
    return next(each for each in desk.page.findChildren(QPushButton) if each.accessibleName() == name)


def _ticks(desk: Desk) -> list[Tick]:
    return [each for each in desk.page.findChildren(Tick) if each.isVisible()]


def _tick(desk: Desk, words: str) -> None:
    next(each for each in _ticks(desk) if each.accessibleName() == words).click()


def _sign(desk: Desk, by: By | None) -> bool:
    desk.store.by = by
    return True


def _fail(error: BaseException) -> None:
    raise error
