import re
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.document import CodeBlock, Document
from holdfast.runbook.parse import body_of, parse


def read(text: str) -> Document:
    return parse(dedent(text).lstrip("\n"), "file-name")


def words(document: Document) -> list[str]:
    return [step.plain for step in document.steps]


def test_the_title_is_front_matter_then_heading_then_file_name() -> None:
    assert read("---\ntitle: 'Disk full'\ntags: [a]\n---\n# Other\n").title == "Disk full"
    assert read("# The *disk* is `full`\n").title == "The disk is full"
    assert read("The disk\n========\n").title == "The disk"
    assert read("## Meaning\n").title == "file-name"
    assert read("").title == "file-name"


def test_front_matter_is_kept_raw_and_is_no_section() -> None:
    document = read("---\ntitle: a\nowner: [x\n---\n## Meaning\nText\n")
    assert document.front_matter == "title: a\nowner: [x"
    assert [section.heading for section in document.sections] == ["Meaning"]
    assert read("+++\ntitle = 'b'\n+++\n").title == "b"


def test_a_rule_at_the_top_is_not_front_matter() -> None:
    document = read("---\nSome words here\n\n---\nmore\n")
    assert document.front_matter == ""
    assert "Some words" in document.sections[0].text
    assert body_of("---\na: b\n---\nText\r\nmore") == "Text\nmore"


def test_sections_have_their_text_and_an_anchor_of_their_own() -> None:
    document = read(
        """
        Before.

        # Title
        ## Check the `logs`
        One.

        ## Check the logs
        Two.
        """
    )
    assert [(s.key, s.heading, s.level, s.text) for s in document.sections] == [
        ("start", "", 0, "Before."),
        ("title", "Title", 1, ""),
        ("check-the-logs", "Check the logs", 2, "One."),
        ("check-the-logs-1", "Check the logs", 2, "Two."),
    ]


def test_items_of_lists_under_working_sections_are_steps() -> None:
    document = read(
        """
        # Disk full
        ## Meaning
        - a fact
        ## Diagnosis
        Do this:

        1. Look at the disk,
        all of it

           ```sh
           df -h
           ```

           - and at
           - the parts
        2. Look at the log
        ## Mitigation
        - [ ] Free *some* space
        - [x] Tell [them](them.md)
        """
    )
    assert words(document) == [
        "Look at the disk, all of it",
        "Look at the log",
        "Free some space",
        "Tell them",
    ]
    first = document.steps[0]
    assert first.code == (CodeBlock("sh", "df -h"),)
    assert first.text.startswith("Look at the disk,\nall of it\n\n```sh\ndf -h\n```\n\n- and at")
    assert [step.number for step in document.steps] == [1, 2, 3, 4]
    assert [step.section for step in document.steps] == ["diagnosis"] * 2 + ["mitigation"] * 2


def test_without_a_list_each_paragraph_with_its_code_is_a_step() -> None:
    document = read(
        """
        ## Diagnosis
        Run this:
        ```console
        $ one
        ```
        ```console
        $ two
        ```
        Then think.
        """
    )
    assert words(document) == ["Run this:", "Then think."]
    assert [block.text for block in document.steps[0].code] == ["$ one", "$ two"]


def test_beside_a_list_only_a_paragraph_with_code_is_a_step() -> None:
    document = read(
        """
        ## Procedure
        Nothing to do here.

        Run this first:

            uptime

        Then:

        - rest

        ```
        sleep 1
        ```
        """
    )
    assert words(document) == ["Run this first:", "rest"]
    assert document.steps[1].code == (CodeBlock("", "sleep 1"),)
    assert document.steps[1].text == "rest\n\n```\nsleep 1\n```"


def test_code_alone_is_a_step_named_by_its_first_line() -> None:
    assert words(read("## Steps\n```sh\nuptime\nw\n```\n")) == ["uptime"]
    assert words(read("## Steps\n```sh\n```\n")) == ["…"]


def test_a_section_below_follows_the_one_above_unless_it_says_otherwise() -> None:
    document = read(
        """
        ## Mitigation
        ### On the node
        - a
        ### References
        - b
        #### Deeper
        - c
        ## Other
        - d
        """
    )
    assert words(document) == ["a"]


@pytest.mark.parametrize(
    "heading",
    [
        "Diagnosis",
        "VERIFICATION",
        "3. Procedure",
        "Recommended Actions",
        "How to verify",
        "Schritt 2: Behebung",
        "Maßnahmen",
        "Sofortmaßnahme",
        "Fehlersuche und Behebung",
        "Troubleshooting the API",
    ],
)
def test_headings_that_are_worked_through(heading: str) -> None:
    assert words(read(f"# T\n## {heading}\n- a\n## Else\n- b\n")) == ["a"]


@pytest.mark.parametrize("heading", ["Meaning", "Impact", "Overview", "References", "Bedeutung"])
def test_headings_that_are_not(heading: str) -> None:
    assert words(read(f"# T\n## {heading}\n- a\n## Else\n- b\n")) == ["b"]


def test_a_title_is_not_a_working_section() -> None:
    assert words(read("# Restore from backup\n- a\n## Steps\n- b\n")) == ["b"]
    assert words(read("# Restore from backup\n- a\n")) == ["a"]


def test_an_id_stays_while_section_and_text_stay() -> None:
    before = read("## Steps\n- a\n- b\n- a\n")
    after = read("## Meaning\nx\n## Steps\n- new\n- a\n- b\n- a\n")
    assert [step.id for step in before.steps] == [step.id for step in after.steps[1:]]
    assert len({step.id for step in before.steps}) == 3
    assert read("## Mitigation\n- a\n").steps[0].id != before.steps[0].id


def test_links_and_images_are_listed_once() -> None:
    document = read(
        """
        [a](b.md "t") and [c][ref], [ref], ![i](img/x.png) <https://a.example/>
        [a](b.md) `[no](no.md)` [<p>](<with space.md>) [![n](in.png)](out.md)

        ```
        [no](no.md)
        ```

        <img src="y.png"> <a href='z.md'>z</a> [`f`] [para(en)](a_(b).md)

        [ref]: c.md "title"
        [`f`]:
          d.md
        """
    )
    assert set(document.links) == {
        "b.md",
        "c.md",
        "https://a.example/",
        "with space.md",
        "out.md",
        "z.md",
        "d.md",
        "a_(b).md",
    }
    assert document.images == ("img/x.png", "in.png", "y.png")


def test_a_step_takes_the_references_it_needs_with_it() -> None:
    step = read("## Steps\n- See [the guide] now\n\n[the guide]: https://a.example\n").steps[0]
    assert step.text == "See [the guide] now\n\n[the guide]: <https://a.example>"
    assert step.plain == "See the guide now"


def test_html_details_and_comments() -> None:
    document = read(
        """
        ## Steps
        <!-- - not
        - a step -->
        <details>
        <summary>More</summary>

        - a step

        </details>
        """
    )
    assert words(document) == ["a step"]


HARD = st.text(alphabet="[]()!`~#>-*_1.) \t\n|:<!/a\\=+\r\0é\ud800", max_size=200)


@given(st.one_of(st.text(max_size=300), HARD))
def test_no_text_is_refused(text: str) -> None:
    document = parse(text, "t")
    assert [step.number for step in document.steps] == list(range(1, len(document.steps) + 1))
    assert len({step.id for step in document.steps}) == len(document.steps)
    assert len({section.key for section in document.sections}) == len(document.sections)
    assert all(step.plain and "\n" not in step.plain for step in document.steps)


CODE = st.text(alphabet="abc[]()-*#>|\\ \t<&", max_size=30).map(lambda line: f"x{line}")
INDENT = st.sampled_from([("", ""), ("- ", "  "), ("1. ", "   "), ("> ", "> "), ("- > ", "  > ")])
FENCE = st.sampled_from(["```", "~~~", "`````"])


@given(st.lists(st.tuples(st.lists(CODE, min_size=1, max_size=4), INDENT, FENCE), max_size=8))
def test_every_fence_is_found_once_and_as_written(
    fences: list[tuple[list[str], tuple[str, str], str]],
) -> None:
    lines = ["# Title", ""]
    for code, (first, more), fence in fences:
        lines += [f"{first}{fence}sh", *(more + line for line in code), more + fence, "", "p", ""]
    document = parse("\n".join(lines), "t")
    assert [block.text for block in document.code] == ["\n".join(code) for code, _i, _f in fences]


def test_tables_belong_to_the_paragraph_before_and_are_no_steps() -> None:
    document = read(
        "## Steps\nLook here:\n|a|b|\n|-|-|\n|c\\|d|e|\nf|g\n\nThen this.\n\n|not|a table\n|x|y\n"
    )
    assert words(document) == ["Look here:", "Then this.", "|not|a table |x|y"]
    assert document.steps[0].text == "Look here:\n\n|a|b|\n|-|-|\n|c\\|d|e|\nf|g"


def test_a_table_alone_is_no_step() -> None:
    assert words(read("## Steps\n|a|b|\n|-|-|\n|c|d|\n\n| |\n|-|\n")) == []


def test_headings_underlined_rules_and_quotes() -> None:
    document = read("Title\n=====\n\nSteps\n-----\nDo\nthis\n***\n> quoted\n> more\nlazy\n")
    assert [(s.heading, s.level) for s in document.sections] == [("Title", 1), ("Steps", 2)]
    assert words(document) == ["Do this"]
    assert document.steps[0].text.endswith("> quoted\n> more\nlazy")


def test_lists_that_change_their_mark_or_start_late() -> None:
    document = read("## Steps\n* a\n* b\n+ c\n1. d\n2) e\n")
    assert words(document) == ["a", "b", "c", "d", "e"]
    assert words(read("## Steps\nThere are\n7. reasons\n")) == ["There are 7. reasons"]
    assert words(read("## Steps\n-\n- a\n-     code\n")) == ["a", "code"]


def test_tabs_indent_to_columns_of_four() -> None:
    document = read("## Steps\n-\ta\n\n\t\tx\ty\n\n1.\tb\n\n\tmore\n")
    assert words(document) == ["a", "b"]
    assert document.code == (CodeBlock("", "x\ty"),)
    assert document.steps[1].text == "b\n\nmore"


def test_front_matter_that_does_not_end_is_text() -> None:
    assert read("---\ntitle: a\n").front_matter == ""
    assert read("---\n\n---\n# A\n").title == "A"


def test_what_only_looks_like_a_reference_is_text() -> None:
    document = read(f"[{'x' * 1200}] and [gone] and [a]\n\n[a]:\n")
    assert document.links == ()
    assert "[gone]" in document.sections[0].text


def test_long_words_are_shortened_for_lists() -> None:
    step = read("## Steps\n- " + "word " * 100).steps[0]
    assert len(step.plain) <= 240
    assert step.plain.endswith("word…")
    assert step.text.count("word") == 100


def test_a_fence_annotates_its_step() -> None:
    document = read("""
        ## Mitigation

        1. Look
           ```sh {name=usage kind=check expect="0 errors" timebox=5m}
           df
           ```
        2. Ask
           ```holdfast {kind=input name=HOST type=host}
           As the monitoring names it.
           ```
        3. Go on
    """)
    look, ask, go_on = document.steps
    said = look.annotation
    assert (said.sort, said.expect, said.timebox) == ("check", "0 errors", 300)
    assert (ask.annotation.sort, ask.annotation.name, ask.annotation.answer) == ("input", "HOST", "host")
    assert [step.code for step in document.steps] == [(CodeBlock("sh", "df"),), (), ()]
    assert [block.language for block in document.code] == ["sh", "holdfast"]
    assert go_on.annotation.sort == "instruction"


def test_a_block_that_only_annotates_is_a_step_where_it_stands_alone() -> None:
    document = read("""
        ## Mitigation

        1. Look

        ```holdfast {kind=timer wait=10m}
        ```

        ```holdfast {kind=approval by="the *owner*"}
        ```

        ```holdfast {kind=runbook path=other.md}
        ```

        ```holdfast {kind=choice name=WAY options="a|b"}
        Which *way* is it?
        ```
    """)
    assert words(document) == [
        "Look",
        "Wait 10 min",
        "Approval by the *owner*",
        "Follow other.md",
        "Which way is it?",
    ]
    assert [step.annotation.sort for step in document.steps[1:]] == ["timer", "approval", "runbook", "choice"]
    assert all(step.code == () for step in document.steps)


def test_what_only_annotates_speaks_before_a_command_does() -> None:
    (step,) = read("""
        ## Steps

        1. Do
           ```sh {name=a timebox=1m}
           df
           ```
           ```holdfast {timebox=2m}
           ```
    """).steps
    assert step.annotation.timebox == 120
    assert [block.text for block in step.code] == ["df"]


def test_annotated_code_below_a_heading_is_a_step_with_the_headings_words() -> None:
    document = read("""
        # Runme

        ## Install the *tool*

        ```sh {name=install}
        make
        ```

        ## Fix

        - do

        ## References

        ```sh {name=no}
        true
        ```
    """)
    assert words(document) == ["Install the tool", "do"]


def test_code_without_an_annotation_makes_no_heading_work() -> None:
    assert words(read("## Deploying\n\n```sh\nmake\n```\n\n## Fix\n\n- do\n")) == ["do"]


def test_what_stands_in_no_step_is_kept_beside() -> None:
    document = read("""
        ## Meaning

        Bad.

        ## Fix

        Mind the gap.

        - one

        | a | b |
        | - | - |
        | 1 | 2 |

        And so:

        ```sh
        df
        ```

        - two
          more of two

        ---

        > Well done
    """)
    meaning, fix = document.sections
    assert meaning.rest == "Bad."
    assert fix.rest == "Mind the gap.\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n> Well done"
    assert words(document) == ["one", "And so:", "two more of two"]


PIECES = [*"ab#-*`>|1. \n{}=", "```sh {a=b}\n", "```holdfast\n", "\n## Fix\n"]


@given(pieces=st.lists(st.sampled_from(PIECES), max_size=60))
def test_every_word_of_a_section_stands_in_its_rest_or_in_a_step(pieces: list[str]) -> None:
    document = parse("".join(pieces), "t")
    for section in document.sections:
        shown = section.rest + "".join(step.text for step in document.steps_of(section.key))
        missing = set(re.findall(r"[ab]+", section.text)) - set(re.findall(r"[ab]+", shown))
        assert not missing


BOXED = """## Steps

!!! warning "Look first"
    - not a step

    - nor this

- do a[^1]

    !!! note
        inside

- do b

[^1]: See the plan,
    page 2.

    - not a step either

## Recovery

Para one.

!!! tip
    fine
Not the tip.

Para two[^2].

[^2]: word
"""


def test_boxes_and_footnotes_are_no_steps_of_their_own() -> None:
    document = parse(BOXED, "t")
    assert [step.plain for step in document.steps] == [
        "do a[^1]", "do b", "Para one.", "Not the tip.", "Para two[^2]."
    ]  # fmt: skip
    assert "inside" in document.steps[0].text
    assert "fine" in document.steps[2].text
    assert "not a step" in document.sections[0].rest
    assert "page 2." in document.sections[0].rest
    assert document.links == ()


def test_front_matter_nested_beyond_reading_is_left_unread() -> None:
    document = read("+++\na = 1\n[" + "b." * 3_000 + "b]\nc = 1\n+++\n# T\n")
    assert document.title == "T"
    assert document.facts.others == ()


def test_beside_a_list_what_asks_for_something_is_a_step() -> None:
    document = read("""
        ## Mitigation

        Follow these:

        Look at the node first.

        - a
        - b

        The disks are slow on such days.

        If that does not help, open a case.

        Some words. Then restart the pod.
        """)
    assert [step.plain for step in document.steps] == [
        "Look at the node first.",
        "a",
        "b",
        "If that does not help, open a case.",
        "Some words. Then restart the pod.",
    ]
    assert document.sections[0].rest == "Follow these:\n\nThe disks are slow on such days."


def test_a_section_that_a_choice_leads_to_is_worked_through() -> None:
    document = read("""
        # Pump

        ## Diagnosis
        1. Which one is it?
           ```holdfast {kind=choice options="The first=#on-the-first|Other=#background"}
           ```

        ## On the first
        1. Close its valve

        ### With care
        1. Slowly

        ## On no one
        1. No step

        ## Background
        1. No step either
    """)
    assert words(document) == ["Which one is it?", "Close its valve", "Slowly"]


def test_a_choice_takes_no_steps_from_a_runbook_without_working_headings() -> None:
    document = read("""
        ## First things
        1. Which one is it?
           ```holdfast {kind=choice options="Left=#on-the-left|Right"}
           ```

        ## On the left
        1. Close its valve
    """)
    assert words(document) == ["Which one is it?", "Close its valve"]


def test_headings_may_be_french() -> None:
    document = read("""
        # Panne

        ## Signification
        - Rien

        ## Diagnostic
        1. Lire les journaux

        ## Marche à suivre
        1. Basculer

        ## Retour arrière
        1. Revenir
    """)
    assert words(document) == ["Lire les journaux", "Basculer", "Revenir"]


def test_only_the_box_of_the_item_itself_is_left_out_of_its_step() -> None:
    document = read("""
        ## Steps
        1. [ ] Restart it
           - [ ] Drain it
        2. Start it
           - [x] Look
        3. Set a[x] to b
    """)
    assert [step.text for step in document.steps] == [
        "Restart it\n- [ ] Drain it", "Start it\n- [x] Look", "Set a[x] to b"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "key", "heading"),
    [
        ("Fix {#fix_it}", "fix_it", "Fix"),
        ('Fix {: #x.1 .big a="b c" } ##', "x.1", "Fix"),
        ("Learn C# {#c}", "c", "Learn C#"),
        ("Fix {-}", "fix", "Fix"),
        ("Fix {#fn.1}", "fix", "Fix"),
        ("Fix {{ .Values }}", "fix--values", "Fix {{ .Values }}"),
        ("Fix {name}", "fix-name", "Fix {name}"),
        ("Fix {a=b}", "fix-ab", "Fix {a=b}"),
        ("{#x}", "x", "{#x}"),
    ],
)
def test_attributes_behind_a_heading_name_it(written: str, key: str, heading: str) -> None:
    section = parse(f"## {written}\n\n1. Act\n", "").sections[0]
    assert (section.key, section.heading) == (key, heading)


def test_a_name_that_is_given_twice_is_told_apart() -> None:
    text = "## A {#x}\n\n## B {#x}\n\n## X\n"
    assert [section.key for section in parse(text, "").sections] == ["x", "x-1", "x-2"]
