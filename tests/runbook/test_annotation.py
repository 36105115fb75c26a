"""What a fence may say of its step, in both of Runme's styles; what it may not, kept and told."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.document import Annotation, Option
from holdfast.runbook.annotation import annotation_of, read


def whole(info: str) -> Annotation:
    found = read(info)
    assert found.problems == ()
    return found.annotation


@pytest.mark.parametrize(
    "info",
    [
        'sh {kind=check expect="all ok" timebox=5m name=usage}',
        "sh {kind=check, expect='all ok', timebox = 5m, name=usage}",
        'sh { kind=check\texpect="all ok"  timebox="5m" name="usage" }  ',
        'sh {"kind": "check", "expect": "all ok", "timebox": "5m", "name": "usage"}',
        '{ "kind": "check", "expect": "all ok", "timebox": "5m", "name": "usage" }',
    ],
)
def test_both_styles_say_the_same(info: str) -> None:
    assert whole(info) == Annotation("check", name="usage", expect="all ok", timebox=300)


def test_nothing_is_said_without_braces() -> None:
    for info in ("", "sh", "sh title=x", "holdfast"):
        assert whole(info) == Annotation()


def test_escapes_stand_for_themselves() -> None:
    assert whole(r'{expect="say \"yes\" \\ no"}').expect == r'say "yes" \ no'
    assert whole(r"{expect='it\'s {fine} = ok, yes'}").expect == "it's {fine} = ok, yes"
    assert whole('{"expect": "a \\"b\\" \\u00fc"}').expect == 'a "b" ü'


def test_the_kinds_with_what_they_need() -> None:
    assert whole("{kind=input name=host type=host}") == Annotation("input", name="host", answer="host")
    assert whole('{kind=choice name=how options="Yes=#go on|No|Later =#stop"}') == Annotation(
        "choice", name="how", options=(Option("Yes", "go on"), Option("No"), Option("Later", "stop"))
    )
    assert whole("{kind=timer wait=10m}") == Annotation("timer", wait=600)
    assert whole('{kind=approval by="Shift lead"}') == Annotation("approval", by="Shift lead")
    assert whole("{kind=runbook path=other/b.md}") == Annotation("runbook", path="other/b.md")


def test_the_keys_of_runme_and_of_others_are_kept() -> None:
    found = whole('sh {name=x cwd=/tmp interpreter="bash -e" promptEnv=no tag=a,b x-mine=1}')
    assert found.name == "x"
    assert found.others == {
        "cwd": "/tmp", "interpreter": "bash -e", "promptEnv": "no", "tag": "a,b", "x-mine": "1",
    }  # fmt: skip
    found = whole('{"background": true, "terminalRows": 20, "tag": null, "env": {"A": [1]}}')
    assert found.others == {"background": "true", "terminalRows": "20", "tag": "null", "env": '{"A": [1]}'}


@pytest.mark.parametrize("name", ["two words", "1st", "a.b", "ä", "x" * 65, "", "-x"])
def test_a_name_that_no_variable_has_is_kept_as_runmes(name: str) -> None:
    found = read("sh " + json.dumps({"name": name}))
    assert (found.annotation.name, found.annotation.others, found.problems) == ("", {"name": name}, ())


@pytest.mark.parametrize(
    ("info", "problem"),
    [
        ("{kind=dance}", "dance is no kind of step"),
        ("{kind=input}", "needs name"),
        ("{kind=input name='two words'}", "needs name"),
        ("{kind=choice name=x}", "needs options"),
        ("{kind=choice options=one}", "options: "),
        ("{kind=choice options='" + "|".join("abcdefghijklmnop") + "'}", "options: "),
        ("{kind=timer}", "needs wait"),
        ("{kind=timer wait=soon}", "wait: "),
        ("{kind=timer wait=-5m}", "wait: "),
        ("{kind=runbook}", "needs path"),
        ("{kind=input name=x type=colour}", "colour is no type"),
        ("{timebox=never}", "timebox: "),
        ("{open", "braces"),
        ("{.python}", "braces"),
        ("{a=b c}", "braces"),
        ('{"a": }', "braces"),
        ('{"a": 1', "braces"),
        ('{"a": ' + "[" * 3000 + "}", "braces"),
        ("{a='open}", "braces"),
        ("{a=" + "b" * 5000 + "}", "braces"),
        ("x" * 5000 + "{a=b}", "braces"),
    ],
)
def test_what_cannot_be_taken_is_told(info: str, problem: str) -> None:
    found = read(info)
    assert any(problem in told for told in found.problems), found.problems
    assert found.annotation.sort in {"instruction", "input"}
    assert annotation_of(info) == found.annotation


def test_what_a_kind_lacks_makes_it_an_instruction_that_keeps_the_rest() -> None:
    found = read("{kind=timer name=x timebox=1m cwd=/}").annotation
    assert found == Annotation(name="x", timebox=60, others={"cwd": "/"})


@pytest.mark.parametrize(
    "text",
    [
        "{" * 3999,
        "}" * 3999,
        "{}" * 1999,
        "{" + "a=" * 1990,
        "{" + "a='" * 1000 + "}",
        '{a="' + "\\" * 3900 + "}",
        "{" + "," * 3900 + "}",
        "{" + " " * 3900 + "}",
        "{" + "a" * 3900 + "}",
        "{" + "a=b " * 990 + "}",
        "{" + "=" * 3900 + "}",
        "{" + " ,=" * 1300 + "}",
        "{" + "}" * 3900 + " x",
        "{" + ("}" + " " * 60) * 60 + "x",
    ],
)
def test_hostile_texts_come_to_an_end(text: str) -> None:
    for _round in range(20):  # where one is quadratic, this is seconds
        assert isinstance(read(text).annotation, Annotation)


@given(st.text() | st.text(alphabet="{}=\"'\\, \tabkindname:[]|#\n", max_size=200))
def test_it_never_raises(text: str) -> None:
    for info in (text, "{" + text + "}", '{"kind": ' + text + "}"):
        found = read(info)
        assert isinstance(found.annotation, Annotation)
        assert all(found.problems)


_key = st.from_regex(r"x-[a-zA-Z]{1,8}", fullmatch=True)


@given(
    st.dictionaries(_key, st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))), max_size=5)
)
def test_unknown_keys_come_back_whatever_they_hold(said: dict[str, str]) -> None:
    quoted = {key: value.replace("\\", "\\\\").replace('"', '\\"') for key, value in said.items()}
    attributes = "sh {" + " ".join(f'{key}="{value}"' for key, value in quoted.items()) + "}"
    assert whole(attributes).others == said
    assert whole("sh " + json.dumps(said)).others == said


def test_options_may_be_a_list_in_json() -> None:
    made = annotation_of('sh {"kind": "choice", "name": "way", "options": ["a|b", "Roll back=#rollback"]}')
    assert [(each.words, each.section) for each in made.options] == [("a|b", ""), ("Roll back", "rollback")]
