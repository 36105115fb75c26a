"""At 200 % and text at 150 % nothing of kit and shell is cut or pale."""

import pytest

from tests.ui.scaled import scaled


@pytest.mark.parametrize("scenes", ["tests.ui.kit.gallery:PAGES", "tests.ui.shell.gallery:SCENES"])
def test_no_finding_at_twice_the_size(scenes: str) -> None:
    assert scaled(scenes) == []
