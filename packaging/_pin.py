"""Write the hashed requirements anew from the .in files. Their header lines say why a version is held."""

import shutil

from _setup import REQUIREMENTS
from _system import Stop, must

# No address of an index is written, and the parts for other systems are included.
COMPILE = [
    "pip", "compile", "--quiet", "--universal", "--python-version=3.11", "--generate-hashes",
    "--no-header", "--no-emit-index-url", "--no-emit-find-links",
]  # fmt: skip


def pin(arguments: list[str]) -> int:
    """Compile run.in, then dev.in held to run.txt; `--upgrade` among the arguments takes newer versions."""
    uv = shutil.which("uv")
    if uv is None:
        raise Stop("Pinning needs uv: python3 -m pip install uv")
    for target in REQUIREMENTS:
        must([uv, *COMPILE, f"{target.stem}.in", "--output-file", target.name, *arguments], cwd=target.parent)
    return 0
