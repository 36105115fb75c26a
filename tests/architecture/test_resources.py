"""The data files are the ones that were chosen: fonts unmodified, colour profile reproducible."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import ImageCms

ROOT = Path(__file__).resolve().parents[2]
RESOURCES = ROOT / "resources"


@pytest.mark.parametrize("folder", ["fonts", "icc"])
def test_files_have_their_checksums(folder: str) -> None:
    lines = (RESOURCES / folder / "SHA256SUMS").read_text("ascii").splitlines()
    listed = {name: digest for digest, name in (line.split("  ") for line in lines)}
    real = {name: hashlib.sha256((RESOURCES / folder / name).read_bytes()).hexdigest() for name in listed}
    assert real == listed
    present = {path.name for path in (RESOURCES / folder).iterdir()}
    assert present == {*listed, "README.md", "SHA256SUMS"}


def test_the_colour_profile_is_srgb_and_can_be_made_again() -> None:
    made = subprocess.run(
        [sys.executable, "-c", "import sys, icc; sys.stdout.buffer.write(icc.srgb())"],
        capture_output=True,
        check=True,
        cwd=ROOT / "packaging",
    ).stdout
    assert made == (RESOURCES / "icc" / "sRGB.icc").read_bytes()
    profile = ImageCms.ImageCmsProfile(str(RESOURCES / "icc" / "sRGB.icc"))
    assert "sRGB" in ImageCms.getProfileDescription(profile)
