"""`holdfast verify`: plain sentences, one JSON value, and an exit status that scripts can rely on."""

import io
import json
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.store.certificates import make_pkcs12


@pytest.fixture
def pdf(call: Call, incident: str, tmp_path: Path) -> Path:
    text = tmp_path / "summary.md"
    text.write_text("A full disk stopped the database.")
    call("review", "write", incident, "summary", "--text-file", str(text))
    out = tmp_path / "review.pdf"
    assert call("review", "export", incident, "--out", str(out))[0] == 0
    return out


def test_a_signed_review_holds_beside_its_store(call: Call, pdf: Path) -> None:
    status, said = call("verify", str(pdf))
    assert (status, said["ok"]) == (0, True)
    (one,) = said["files"]
    assert one["compared"] is True
    assert {each["state"] for each in one["findings"]} == {"holds"}
    status, told = call("verify", str(pdf), plain=True)
    assert status == 0
    assert "holds  Unchanged since it was signed" in told
    assert "the signer was compared" in told


def test_what_is_wrong_ends_with_its_own_status(call: Call, pdf: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(pdf.read_bytes() + b"% more\n%%EOF\n")
    status, told = call("verify", str(changed), plain=True)
    assert status == 3
    assert "WRONG  Something was appended" in told
    assert "Do not rely on this document" in told
    status, said = call("verify", str(tmp_path / "nothing.pdf"))
    assert status == 1
    assert "can't be read" in said


def test_of_two_the_order_is_told(call: Call, incident: str, pdf: Path, tmp_path: Path) -> None:
    later = tmp_path / "later.pdf"
    call("review", "export", incident, "--out", str(later))
    status, said = call("verify", str(pdf), str(later))
    assert status == 0
    assert [each["state"] for each in said["order"]] == ["holds"]


def test_unsigned_and_with_an_organisations_certificate(
    call: Call, incident: str, pdf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, seal = tmp_path / "other.pdf", make_pkcs12(tmp_path / "org.p12", "secret")
    assert call("review", "export", incident, "--out", str(out), "--unsigned")[0] == 0
    assert call("verify", str(out))[0] == 3
    words = ("review", "export", incident, "--out", str(out), "--replace", "--sign-with")
    monkeypatch.setenv("HOLDFAST_SIGN_PASSWORD", "wrong")
    status, said = call(*words, str(seal))
    assert (status, "The password does not open" in said) == (1, True)
    status, said = call(*words, str(tmp_path / "none.p12"))
    assert (status, "There is no file" in said) == (1, True)
    monkeypatch.setenv("HOLDFAST_SIGN_PASSWORD", "secret")
    assert call(*words, str(seal))[0] == 0
    status, said = call("verify", str(out))
    assert status == 3
    assert call("verify", str(out), "--fingerprint", said["files"][0]["signer"])[0] == 0


def test_the_commissioning_sheet_has_what_documents_name(call: Call, pdf: Path) -> None:
    _status, sheet = call("store", "fingerprint")
    _status, said = call("verify", str(pdf), "--fingerprint", sheet["fingerprint"])
    assert said["files"][0]["signer"] == sheet["fingerprint"]
    assert said["files"][0]["compared"] is True
    for mistyped in ("", " : ", "zz"):
        status, told = call("verify", str(pdf), "--fingerprint", mistyped, plain=True)
        assert (status, "64 hexadecimal digits" in told) == (1, True), mistyped
    _status, told = call("store", "fingerprint", plain=True)
    assert "Commissioning sheet of station" in told
    assert "BEGIN CERTIFICATE" in told


def test_a_register_says_what_it_rests_on_and_a_pack_is_opened(call: Call, pdf: Path, tmp_path: Path) -> None:
    period = ("--from", "2020-01-01", "--to", "2040-01-01")
    register, pack, zipped = (tmp_path / name for name in ("register.pdf", "pack.zip", "other.zip"))
    assert call("report", "register", *period, "--out", str(register))[0] == 0
    status, said = call("verify", str(register), data="nothing")
    assert (status, said["ok"], said["files"][0]["ok"]) == (3, False, False)
    assert "carries no entries of the journal" in said["files"][0]["summary"]
    assert call("report", "pack", *period, "--out", str(pack))[0] == 0
    status, said = call("verify", str(pack))
    assert (status, len(said["files"]), said["order"]) == (3, 7, [])
    assert {each["state"] for one in said["files"] for each in one["findings"]} == {"holds", "open"}
    with zipfile.ZipFile(pack) as whole, zipfile.ZipFile(zipped, "w") as other:
        for name in whole.namelist():
            other.writestr(name, whole.read(name) + (b"x" if name == "evidence.csv" else b""))
    status, told = call("verify", str(zipped), plain=True)
    assert (status, "WRONG  evidence.csv is not what SHA256SUMS lists" in told) == (3, True)
    whole = pack.read_bytes()
    for wrong, words in (
        (_without(pack, "records/"), "which the pack says it holds, is not there"),
        (_relisted(pack, ".pdf", "records/"), ".pdf, which the pack says it holds, is not there"),
        (_relisted(pack, ".pdf", "reviews/"), "-review.pdf, which the pack says it holds, is not there"),
        (_relisted(pack, "register.pdf"), "register.pdf, which the pack says it holds, is not there"),
        (_relisted(pack, "register.csv"), "register.csv, which the pack says it holds, is not there"),
        (_without(pack, ".pdf"), "is not what contents.json lists"),
        (whole + b"x", "Something was appended to the pack."),
        (b"PK\x03\x04junk" + whole, "Something stands before the pack's beginning"),
        (whole[:2000] + bytes(200) + whole[2200:], "The zip is damaged"),
    ):
        zipped.write_bytes(wrong)
        status, told = call("verify", str(pdf), str(zipped), plain=True)
        assert (status, words in told, "fits together" in told) == (3, True, True)
    zipped.write_bytes(_relisted(pack, "holdfast-verify"))
    status, told = call("verify", str(zipped), plain=True)
    assert ("WRONG" in told, "holdfast-verify is not inside" in told, "own: don't" in told) == (
        False,
        True,
        False,
    )
    zipped.write_bytes(pack.read_bytes()[:5000])
    assert "WRONG  The zip is damaged" in call("verify", str(zipped), plain=True)[1]


def test_another_form_and_another_encoding_have_sentences_of_their_own(
    call: Call, incident: str, tmp_path: Path
) -> None:
    for name, text in (("null.json", "null"), ("list.json", " [1]"), ("a.csv", "ref"), ("b.MD", "# A")):
        (tmp_path / name).write_text(text)
        status, told = call("verify", str(tmp_path / name), plain=True)
        assert (status, "proves nothing" in told, "ask for the PDF or the JSON" in told) == (3, True, True)
        assert "WRONG" not in told
    out = tmp_path / "a.json"
    assert call("report", "record", incident, "--out", str(out))[0] == 0
    record = out.read_text(encoding="utf-8")
    for encoding in ("utf-8-sig", "utf-16", "utf-16-be", "utf-32"):
        out.write_bytes(record.encode(encoding))
        status, told = call("verify", str(out), plain=True)
        assert (status, "WRONG  Its encoding was changed" in told) == (3, True), encoding


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_in_a_pack_twice_is_told(call: Call, incident: str, tmp_path: Path) -> None:
    pack = tmp_path / "pack.zip"
    call("report", "pack", "--from", "2020-01-01", "--to", "2040-01-01", "--out", str(pack))
    with zipfile.ZipFile(pack, "a") as whole:
        whole.writestr("READ-ME.md", "Another one.")
    status, told = call("verify", str(pack), plain=True)
    assert (status, "WRONG  A name stands in the zip twice" in told) == (3, True)


def test_a_file_that_cannot_be_read_keeps_nothing_from_the_others(call: Call, pdf: Path) -> None:
    status, told = call("verify", str(pdf), "nowhere.pdf", plain=True)
    assert (status, "fits together" in told, "nowhere.pdf" in told) == (3, True, True)
    assert call("verify", "nowhere.pdf")[0] == 1


def _without(pack: Path, part: str) -> bytes:
    """A pack without the files whose names hold this, its sums made anew: as a forger would."""
    made = io.BytesIO()
    with zipfile.ZipFile(pack) as whole, zipfile.ZipFile(made, "w") as other:
        kept = {
            name: whole.read(name) for name in whole.namelist() if part not in name and name != "SHA256SUMS"
        }
        for name, data in kept.items():
            other.writestr(name, data)
        sums = (f"{sha256(data).hexdigest()}  {name}\n" for name, data in kept.items())
        other.writestr("SHA256SUMS", "".join(sums))
    return made.getvalue()


def _relisted(pack: Path, *parts: str) -> bytes:
    """A pack without the files whose names hold all of this, its contents and its sums made anew."""
    kept: dict[str, bytes] = {}
    with zipfile.ZipFile(pack) as whole:
        for name in whole.namelist():
            if name not in ("SHA256SUMS", "contents.json") and not all(part in name for part in parts):
                kept[name] = whole.read(name)
        contents = json.loads(whole.read("contents.json"))
    contents["files"] = [one for one in contents["files"] if one["name"] in kept]
    kept["contents.json"] = json.dumps(contents).encode()
    kept["SHA256SUMS"] = "".join(f"{sha256(kept[name]).hexdigest()}  {name}\n" for name in kept).encode()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as other:
        for name, data in kept.items():
            other.writestr(name, data)
    return made.getvalue()


def test_a_pack_says_what_vouches_for_each_of_its_files(call: Call, pdf: Path, tmp_path: Path) -> None:
    pack = tmp_path / "pack.zip"
    call("report", "pack", "--from", "2020-01-01", "--to", "2040-01-01", "--out", str(pack))
    _status, told = call("verify", str(pack), plain=True)
    alone = "READ-ME.md, evidence.csv, journal-headers.json, register.csv"
    assert f"open   Nothing but the list vouches for {alone}: whoever" in told
    assert "The signed head in register.json, register.pdf proves the journal, not their rows" in told
    assert "Records and reviews prove their own entries" in told
    with zipfile.ZipFile(pack) as whole:
        read_me = whole.read("READ-ME.md").decode()
        section = read_me.partition("## What vouches for each file")[2]
        for name in whole.namelist():
            folder, slash, _rest = name.rpartition("/")
            assert f"`{folder}{slash}`" in section if slash else f"`{name}`" in section, name


def test_an_unsigned_one_and_a_record_alone_say_what_was_checked(
    call: Call, incident: str, tmp_path: Path
) -> None:
    for name, more in (("a.pdf", ("--unsigned",)), ("a.json", ("--format", "json"))):
        assert call("report", "record", incident, "--out", str(tmp_path / name), *more)[0] == 0
    _status, said = call("verify", str(tmp_path / "a.pdf"), data="nothing")
    assert said["files"][0]["summary"].startswith("It is not signed: nobody vouches for it.")
    status, said = call("verify", str(tmp_path / "a.json"), data="nothing")
    assert (status, said["files"][0]["summary"][:27]) == (3, "A record alone is not signe")


def test_a_slip_in_the_call_is_said_though_nothing_is_recorded(
    call: Call, pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, said = call("verify", str(pdf), data="nowhere", plain=True)
    assert (status, "There is no folder" in said, "fits together" in said) == (3, True, True)
    monkeypatch.setattr("sys.stdin", io.StringIO("not mine\n"))
    status, said = call("--passphrase", "verify", str(pdf), plain=True)
    assert (status, "This is not the passphrase of" in said) == (1, True)
