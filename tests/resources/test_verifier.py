"""`holdfast-verify`: one file without Holdfast, which judges its own examples and ours as they deserve."""

import ast
import importlib.machinery
import importlib.util
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from types import ModuleType

import pytest

from holdfast import paths
from holdfast.report.verify import verify_document

FOLDER = paths.resources() / "verify"
PROGRAM = FOLDER / "holdfast-verify"
VECTORS = json.loads((FOLDER / "vectors.json").read_text(encoding="utf-8"))["vectors"]
pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is missing")


@pytest.fixture(scope="module")
def program() -> ModuleType:
    loader = importlib.machinery.SourceFileLoader("holdfast_verify", str(PROGRAM))
    spec = importlib.util.spec_from_loader("holdfast_verify", loader)
    assert spec is not None
    made = importlib.util.module_from_spec(spec)
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        loader.exec_module(made)
    finally:
        sys.dont_write_bytecode = before
    return made


def run(*words: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(PROGRAM), *words], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_it_is_short_and_needs_nothing_but_the_standard_library() -> None:
    text = PROGRAM.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300
    names = [
        alias.name if isinstance(node, ast.Import) else node.module
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    ]
    assert {str(name).partition(".")[0] for name in names} <= sys.stdlib_module_names


def test_the_shipped_examples_are_judged_by_the_program_itself() -> None:
    status, told = run("--vectors", str(FOLDER / "vectors.json"))
    assert (status, told) == (0, f"{len(VECTORS)} examples, judged wrongly: none\n")


@pytest.mark.parametrize("vector", VECTORS, ids=lambda one: one["name"])
def test_holdfast_judges_them_alike(program: ModuleType, vector: dict[str, str]) -> None:
    verdict = verify_document(program.made(vector, FOLDER))
    judged = program.check(program.made(vector, FOLDER))
    # a later Holdfast makes other pages of the same record, and says so
    wrong = any(one.state == "wrong" for one in verdict.findings if one.topic != "pages")
    assert wrong == ("WRONG" in {state for state, _told in judged})
    assert wrong is (vector["name"] not in ("valid", "a record alone"))


def test_statuses_and_fingerprints(tmp_path: Path) -> None:
    status, told = run(str(FOLDER / "valid.pdf"))
    assert status == 3
    assert "open   Signed with the station's own key" in told
    (digits,) = re.findall("not compared: ([0-9a-f]{64})", told)
    grouped = ":".join(digits[at : at + 2] for at in range(0, 64, 2)).upper()
    status, told = run(str(FOLDER / "valid.pdf"), "--fingerprint", grouped)
    assert (status, "the fingerprint that you gave" in told) == (0, True)
    status, told = run(str(FOLDER / "valid.pdf"), "--fingerprint", "00" * 32)
    assert (status, "somebody else" in told) == (3, True)
    for mistyped in ("", " : ", "zz"):
        status, told = run(str(FOLDER / "valid.pdf"), "--fingerprint", mistyped)
        assert (status, "not 64 hexadecimal digits" in told) == (2, True), mistyped
    assert run(str(FOLDER / "valid.json"))[0] == 3
    assert run(str(tmp_path / "nothing.pdf"))[0] == 2


def _forgotten(name: str) -> Callable[[dict[str, object]], object]:
    return lambda record: record.pop(name)


def _other(name: str, value: object) -> Callable[[dict[str, object]], object]:
    return lambda record: record.update({name: value})


@pytest.mark.parametrize(
    "change",
    [
        *(_forgotten(name) for name in ("format", "renderer", "report", "proof")),
        *(_other("format", value) for value in (6, [], {}, None)),
        *(_other("renderer", value) for value in ("6", True, None)),
        *(_other("report", value) for value in ("", [], None)),
    ],
)
def test_an_altered_record_is_wrong_for_both(
    program: ModuleType, change: Callable[[dict[str, object]], object]
) -> None:
    record = json.loads((FOLDER / "valid.json").read_bytes())
    change(record)
    _both_wrong(
        program, json.dumps(record, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    )


def test_a_record_in_another_form_is_wrong_for_both(program: ModuleType) -> None:
    data = (FOLDER / "valid.json").read_bytes()
    _both_wrong(program, data + b"\n")
    _both_wrong(program, json.dumps(json.loads(data), indent=1).encode())


def _both_wrong(program: ModuleType, data: bytes) -> None:
    assert "WRONG" in dict(program.check(data))
    assert verify_document(data).wrong


def test_a_pack_and_an_empty_file_have_sentences_of_their_own(tmp_path: Path) -> None:
    pack, empty, letter = tmp_path / "pack.zip", tmp_path / "empty.pdf", tmp_path / "letter.pdf"
    with zipfile.ZipFile(pack, "w") as made:
        made.writestr("records/INC-1.pdf", (FOLDER / "valid.pdf").read_bytes())
    empty.write_bytes(b"\n")
    letter.write_bytes(b"Dear auditor,")
    assert run(str(pack)) == (
        3,
        "  open   This is a zip, as a pack is. Unpack it, and give me each PDF of it.\n",
    )
    assert run(str(empty)) == (3, "  WRONG  The file is empty.\n")
    assert run(str(letter)) == (3, "  WRONG  This is not a PDF.\n")


def test_another_form_and_another_encoding_have_sentences_of_their_own(tmp_path: Path) -> None:
    for name, text in (("null.json", "null"), ("list.json", " [1]"), ("a.csv", "ref"), ("b.MD", "# A")):
        (tmp_path / name).write_text(text)
        status, told = run(str(tmp_path / name))
        assert (status, "proves nothing: ask for the PDF or the JSON" in told) == (3, True), name
    record = (FOLDER / "valid.json").read_text(encoding="utf-8")
    for encoding in ("utf-8-sig", "utf-16", "utf-16-be", "utf-32"):
        (tmp_path / "valid.json").write_bytes(record.encode(encoding))
        status, told = run(str(tmp_path / "valid.json"))
        assert (status, "WRONG  Its encoding was changed" in told) == (3, True), encoding


def test_without_openssl_signatures_are_open(tmp_path: Path) -> None:
    words = [sys.executable, "-I", "-S", str(PROGRAM), str(FOLDER / "valid.pdf")]
    done = subprocess.run(words, capture_output=True, text=True, check=False, env={"PATH": str(tmp_path)})
    assert (done.returncode, "WRONG" in done.stdout) == (3, False)
    assert "open   No signature was checked: that needs the program openssl" in done.stdout
    assert "prove themselves under the head" in done.stdout


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "large.pdf").open("wb") as large:
        large.truncate(600 * 1024 * 1024)
    status, told = run(str(tmp_path / "large.pdf"))
    assert (status, "larger than 512 MiB" in told) == (2, True)


def test_every_flipped_byte_and_every_appended_revision_is_told(program: ModuleType) -> None:
    pdf, chance = (FOLDER / "valid.pdf").read_bytes(), Random(9162)
    lies = []
    for _number in range(100):
        place = chance.randrange(len(pdf))
        lies.append(pdf[:place] + bytes([pdf[place] ^ 1 << chance.randrange(8)]) + pdf[place + 1 :])
    signature = pdf[pdf.rindex(b"/Type /Sig") :]
    lies += [pdf + more for more in (b"\n", b"% x\n%%EOF\n", b"9 0 obj\n<<>>\nendobj\n%%EOF", signature, pdf)]
    missed = [number for number, lie in enumerate(lies) if "WRONG" not in dict(program.check(lie))]
    assert (len(lies), missed) == (105, [])


def test_every_byte_of_the_signature_counts(program: ModuleType) -> None:
    pdf = (FOLDER / "valid.pdf").read_bytes()
    (found,) = re.finditer(rb"/ByteRange \[0 (\d+) (\d+) ", pdf)
    before, after = int(found[1]), int(found[2])
    der = bytes.fromhex(pdf[before + 1 : after - 1].decode())
    for place in range(0, len(der), 17):
        lie = bytearray(der)
        lie[place] ^= 1
        changed = pdf[: before + 1] + lie.hex().upper().encode() + pdf[after - 1 :]
        assert "WRONG" in dict(program.check(changed)), place
