"""The samples of every format, and how a reading is written down."""

import json
from collections.abc import Sequence
from pathlib import Path

import msgspec

from holdfast.detect.mapping import MappingFile, load
from holdfast.detect.reading import read
from holdfast.domain.signal import Reading

SAMPLES = Path(__file__).parent / "samples"
GOLDEN = Path(__file__).parent / "golden"


def mappings() -> Sequence[MappingFile]:
    return [load(path.read_text("utf-8")) for path in sorted(SAMPLES.glob("*.toml"))]


def sample(name: str) -> Reading:
    return read(name, (SAMPLES / name).read_bytes(), mappings())


def written(reading: Reading) -> str:
    return json.dumps(msgspec.to_builtins(reading), indent=1, ensure_ascii=False) + "\n"
