"""What is no step, what was missing, and a checklist that begins blank."""

import pytest
from PySide6.QtWidgets import QLineEdit

from holdfast.desk.operators import sign_in
from holdfast.store.opening import open_store
from holdfast.ui.kit.run_card import StepCard
from tests.conftest import Look
from tests.ui.kit.following import (
    Desk,
    Key,
    audited,
    bring_in,
    button,
    click,
    focused,
    make_panel,
    menu,
    more,
    press,
    row,
    show,
    start,
    texts,
    write,
)


def words(desk: Desk) -> list[str]:
    """The steps, as they stand in the rows."""
    return [step.plain for step in desk.panel.document().steps]


@pytest.fixture
def blank(library: Desk) -> Desk:
    """A blank checklist was begun, from the chooser, by keyboard."""
    show(library)
    button(library, "Blank checklist…").click()
    assert focused().accessibleName() == "Title of the checklist"
    write("Readers time out")
    press(Key.Key_Return)
    assert library.run().runbook == ""
    return library


# -- no step -----------------------------------------------------------------------------------------


def test_what_is_no_step_goes_and_comes_back_from_the_notice(kinds: Desk) -> None:
    before = words(kinds)
    more(kinds, "Not a step")
    assert words(kinds) == before[1:]
    assert kinds.card().state().step.number == 1
    assert focused().accessibleName() == "Passed"
    notice = kinds.said[-1]
    assert notice.what == "Step 1 is no step any more; the runbook's next version will know it."
    assert notice.act is not None
    notice.act()
    assert words(kinds) == before
    assert kinds.card().state().step.plain == before[0]


def test_what_is_no_step_is_listed_at_the_end_with_a_way_back(kinds: Desk) -> None:
    before = words(kinds)
    more(kinds, "Not a step")
    more(kinds, "Not a step")
    assert "2 lines are no steps" in texts(kinds)
    assert before[1] in texts(kinds)
    assert audited(kinds) == []
    click(kinds, "Is a step")
    assert words(kinds) == [before[0], *before[2:]]
    assert "1 line is no step" in texts(kinds)
    book = kinds.store.runbooks.get(kinds.run().runbook)
    assert len(book.demoted) == 1  # the next run and the next version know it


def test_a_step_that_was_missing_is_added_after_the_open_one(kinds: Desk) -> None:
    more(kinds, "Add a step after this…")
    assert focused().accessibleName() == "What has to be done after this?"
    press(Key.Key_Return)
    assert any("what is to be done" in text for text in texts(kinds))
    write("Tell the guard")
    press(Key.Key_Return)
    assert words(kinds)[1] == "Tell the guard"
    assert kinds.card().state().step.number == 1
    assert kinds.said[-1].what == "Step added after step 1; the runbook's next version will know it."
    assert not kinds.store.drafts.of(f"incident/{kinds.incident}")
    assert [step.text for step in kinds.store.runbooks.get(kinds.run().runbook).added] == ["Tell the guard"]


def test_esc_leaves_the_step_that_was_to_be_added(kinds: Desk) -> None:
    more(kinds, "Add a step after this…")
    write("Tell the gu")
    press(Key.Key_Escape)
    assert focused().accessibleName() == "PUMP"
    more(kinds, "Add a step after this…")
    adding = kinds.card()._asks.adding
    assert adding is not None
    assert adding.text() == "Tell the gu"


# -- blank -------------------------------------------------------------------------------------------


def test_the_title_of_a_blank_checklist_is_there_already(library: Desk) -> None:
    show(library)
    button(library, "Blank checklist…").click()
    edit = focused()
    assert isinstance(edit, QLineEdit)
    assert edit.text() == "Pump is hot in hall 3"
    assert audited(library) == []
    press(Key.Key_Escape)
    assert focused().accessibleName() == "Use a runbook"
    button(library, "Blank checklist…").click()
    focused().clear()  # type: ignore[attr-defined]
    press(Key.Key_Return)
    assert library.panel.run_id() == ""
    assert any("The title" in text for text in texts(library))


def test_enter_adds_a_step_and_opens_it_ctrl_enter_adds_one_that_is_done(blank: Desk) -> None:
    blank.panel.begin()
    assert focused().accessibleName() == "What is done next?"
    write("Ask the guard")
    press(Key.Key_Return)
    assert blank.card().state().words == "1. Ask the guard"
    assert focused().accessibleName() == "Done"
    press(Key.Key_D, alt=True)
    assert focused().accessibleName() == "What is done next?"
    write("Restarted the controller")
    press(Key.Key_Return, ctrl=True)
    assert blank.states() == ["done", "done"]
    assert focused().accessibleName() == "What is done next?"
    assert "2 of 2" in texts(blank)
    press(Key.Key_Return)
    assert len(blank.states()) == 2
    assert any("what is to be done" in text for text in texts(blank))
    assert audited(blank) == []


def test_a_blank_checklist_becomes_a_runbook(blank: Desk) -> None:
    blank.panel.begin()
    write("Ask the guard")
    press(Key.Key_Return, ctrl=True)
    button(blank, "Finish run").click()
    assert "This run is finished." in texts(blank)
    button(blank, "Save as runbook…").click()
    assert focused().accessibleName() == "The new runbook"
    assert audited(blank) == []
    press(Key.Key_Return, ctrl=True)
    book = next(each for each in blank.store.runbooks.page() if each.title == "Readers time out")
    opened: list[str] = []
    blank.panel.runbook_wanted.connect(opened.append)
    act = blank.said[-1].act
    assert act is not None
    act()
    assert opened == [book.id]
    text = (blank.store.blobs.get(book.version) or b"").decode()
    assert "1. Ask the guard" in text


def test_what_was_saved_goes_on_in_the_editor(blank: Desk) -> None:
    blank.panel.begin()
    write("Ask the guard")
    press(Key.Key_Return, ctrl=True)
    menu(blank, "Save as runbook…").trigger()
    wanted: list[str] = []
    blank.panel.edit_wanted.connect(wanted.append)
    said = len(blank.said)
    press(Key.Key_Tab)
    press(Key.Key_Tab)
    assert focused().accessibleName() == "Save and edit"
    press(Key.Key_Return)
    book = next(each for each in blank.store.runbooks.page() if each.title == "Readers time out")
    assert wanted == [book.id]
    assert len(blank.said) == said


def test_nothing_is_read_or_linked_of_a_run_without_a_runbook(blank: Desk) -> None:
    blank.panel.begin()
    write("See [the valve](valve.md)")
    press(Key.Key_Return)
    blank.panel._pages.read_whole()
    assert "Read the whole runbook" not in [each.text() for each in blank.panel._head.menu().actions()]
    button(blank, "Read valve.md").click()
    assert blank.said[-1].what == "valve.md is not in the library."


def test_what_is_written_next_survives_a_kill(blank: Desk) -> None:
    blank.panel.begin()
    write("Watch the que")
    blank.panel.leave()  # what the second without a key does
    other = open_store(blank.store.path, clock=blank.hands)
    after = make_panel(other, blank.hands, blank.path)
    after.incident = blank.incident
    show(after)
    assert after.panel._steps.end._next is not None
    assert after.panel._steps.end._next.edit.text() == "Watch the que"
    after.panel.close()
    after.panel.deleteLater()
    other.close()


# -- exactly where it was ----------------------------------------------------------------------------


def test_after_a_kill_the_panel_is_where_it_was(kinds: Desk) -> None:
    first = kinds.panel.run_id()
    start(kinds, "Restart a pump")
    kinds.panel.show_incident(kinds.incident)
    press(Key.Key_6, alt=True)
    row(kinds, 4).click()
    press(Key.Key_X, alt=True)
    write("It sticks")
    kinds.panel.leave()
    other = open_store(kinds.store.path, clock=kinds.hands)
    after = make_panel(other, kinds.hands, kinds.path)
    after.incident = kinds.incident
    show(after)
    assert after.panel.run_id() == first
    assert after.card().state().step.number == 4
    assert after.card()._asks.remark.asking == "failed"  # and not only the words, but what they are for
    assert after.card()._asks.remark.text() == "It sticks"
    sign_in(other, "Operator 1")
    after.card()._asks.remark.submit()
    assert after.states()[3] == "failed"
    after.panel.close()
    after.panel.deleteLater()
    other.close()


def test_an_answer_that_was_half_typed_survives_a_kill(kinds: Desk) -> None:
    write("p-")
    kinds.panel.leave()
    other = open_store(kinds.store.path, clock=kinds.hands)
    after = make_panel(other, kinds.hands, kinds.path)
    after.incident = kinds.incident
    show(after)
    assert after.card()._part.value() == "p-"
    after.panel.close()
    after.panel.deleteLater()
    other.close()


def test_three_hundred_steps_open_only_one(library: Desk) -> None:
    lines = "\n".join(f"{number}. Do what step {number} says" for number in range(1, 301))
    bring_in(library.store, library.path, {"long.md": f"# Long\n\n## Steps\n\n{lines}\n"})
    start(library, "Long")
    show(library)
    assert len(library.states()) == 300
    assert len(library.panel._steps.findChildren(StepCard)) == 1
    menu(library, "Enter from paper…").trigger()
    assert len(library.panel._pages.sheet.findChildren(QLineEdit)) == 2  # of one line, as with the steps


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_a_blank_checklist_passes_the_audit(blank: Desk, look: Look, theme: str) -> None:
    look.choose(theme, 150)
    blank.panel.begin()
    write("Ask the guard")
    press(Key.Key_Return, ctrl=True)
    assert audited(blank) == []
    menu(blank, "Save as runbook…").trigger()
    assert audited(blank) == []
