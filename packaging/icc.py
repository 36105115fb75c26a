"""Write the sRGB colour profile that every PDF carries as its output intent.

Run by hand, with the project's own interpreter, when the profile must change:
`.venv/bin/python packaging/icc.py` writes resources/icc/sRGB.icc and its checksum.
LittleCMS (through Pillow) makes the profile; two header fields are then set, so that
the same bytes come out on every day and with every version of the library.
"""

import hashlib
import struct
import sys
from pathlib import Path

from PIL import ImageCms

ICC = Path(__file__).resolve().parent.parent / "resources" / "icc"
# ICC.1:2004-10, section 7.2: byte 8 holds the version, byte 24 the date as six 16-bit numbers.
VERSION = struct.pack(">I", 0x04200000)
DATE = struct.pack(">6H", 2026, 1, 1, 0, 0, 0)


def srgb() -> bytes:
    """An ICC 4.2 display profile of sRGB (IEC 61966-2-1), dated 2026-01-01, without a profile id."""
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return made[:8] + VERSION + made[12:24] + DATE + made[36:]


def main() -> int:
    """Write the profile and its checksum; tell where."""
    profile = srgb()
    target = ICC / "sRGB.icc"
    target.write_bytes(profile)
    (ICC / "SHA256SUMS").write_text(f"{hashlib.sha256(profile).hexdigest()}  {target.name}\n", "ascii")
    print(f"{target}: {len(profile)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
