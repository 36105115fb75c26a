"""The portable folder's program: what `python -m holdfast` is elsewhere."""

import sys

from holdfast.__main__ import run

sys.exit(run())
