"""Markdown with its HTML read as words: nothing but tags and comments goes."""

import pytest

from holdfast.runbook.untagged import untagged


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# A\n\n- b\n", "# A\n\n- b\n"),
        ("a < b and <pod>\n\n- c", "a < b and <pod>\n\n- c"),
        (
            "<details>\n<summary>Why</summary>\n\nLost.\n\n```sh\ncat <b>\n```\n</details>",
            "Why\n\nLost.\n\n```sh\ncat <b>\n```",
        ),
        ("It is `<b>` or <b>so</b><!-- not this -->.", "It is `<b>` or so."),
        ("<ol><li>Log in</li><li>Restart <code>esb</code></li></ol>", "- Log in\n\n- Restart esb"),
        ("<table><tr><th>a</th><th>b</th></tr>\n<tr><td>1</td><td>2</td></tr></table>", "a  ·  b\n\n1  ·  2"),
    ],
)
def test_tags_and_comments_go_and_words_stay(text: str, words: str) -> None:
    assert untagged(text) == words
