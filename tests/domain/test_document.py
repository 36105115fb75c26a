from holdfast.domain.document import Document, Section, Step

DOCUMENT = Document(
    title="Disk full",
    sections=(Section("meaning", "Meaning", 2, "Full."), Section("steps", "Steps", 2, "- a", True)),
    steps=(Step("1f", 1, "steps", "a", "a"), Step("2f", 2, "other", "b", "b")),
)


def test_a_section_is_found_by_its_key() -> None:
    found = DOCUMENT.section("steps")
    assert found is not None
    assert found.heading == "Steps"
    assert DOCUMENT.section("impact") is None


def test_the_steps_of_one_section_keep_their_order() -> None:
    assert [step.number for step in DOCUMENT.steps_of("steps")] == [1]
    assert DOCUMENT.steps_of("meaning") == ()
