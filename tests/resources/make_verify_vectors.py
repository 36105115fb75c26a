"""Makes the examples of `holdfast-verify`, once: python tests/resources/make_verify_vectors.py

They are judged for ever as they were judged first, so they are made anew only where the format of records
gets a new version. The store and its key are thrown away.
"""

import io
import json
import tempfile
from pathlib import Path

import pikepdf

from holdfast.desk.export import export_review
from holdfast.desk.opening import open_here
from holdfast.desk.operators import sign_in
from holdfast.respond.incident import add_note
from holdfast.review.writing import begin, write
from holdfast.store.removal import remove_words
from holdfast.triage.declare import Declaration, declare

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "verify"


def make() -> None:
    with tempfile.TemporaryDirectory() as name, open_here(Path(name) / "store") as store:
        sign_in(store, "Ana Berg")
        incident = declare(store, Declaration("Disk full on db1", "database"))
        add_note(store, incident.id, "Deleted old logs, 40 GB free", "action")
        add_note(store, incident.id, "The password is hunter2", "note")
        declare(store, Declaration("Another incident", "mail"))
        review = begin(store, incident.id)
        write(store, review.id, "summary", "A full disk stopped the database for 20 minutes.")
        secret = next(one for one in store.entries("incident", incident.id) if "hunter2" in one.text("text"))
        remove_words(store, secret.hash, "a password")
        export_review(store, review.id, Path(name) / "valid.pdf")
        data = (Path(name) / "valid.pdf").read_bytes()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        record = pdf.Root.Names.EmbeddedFiles.Names[1].EF.F.read_bytes()
    (FOLDER / "valid.pdf").write_bytes(data)
    (FOLDER / "valid.json").write_bytes(record)
    vectors = {"what": WHAT, "vectors": [*of_pdf(data), *of_record(record)]}
    (FOLDER / "vectors.json").write_text(json.dumps(vectors, indent=1) + "\n", encoding="utf-8")


WHAT = (
    "Examples for holdfast-verify. Each is `file` with `cut` bytes at `at` replaced by the bytes `put` (hex);"
    " without `at`, `put` is appended. `says` stands in what must be said of it."
)


def of_pdf(data: bytes) -> list[dict[str, object]]:
    attached, signature = data.index(b"/EmbeddedFile") + 400, data.rindex(b"/Contents <") + 200
    return [
        {"name": "valid", "file": "valid.pdf", "says": "Unchanged since it was signed."},
        flip(data, "a byte of a page", 20_000),
        flip(data, "a byte of the record", attached),
        flip(data, "a byte of the signature", signature),
        flip(data, "a byte of the trailer", len(data) - 30),
        {"name": "appended", "file": "valid.pdf", "put": b"% more\n%%EOF\n".hex(), "says": "appended"},
        {"name": "cut", "file": "valid.pdf", "at": 50_000, "cut": len(data), "says": "cut short"},
        {"name": "empty", "file": "valid.pdf", "at": 0, "cut": len(data), "says": "The file is empty."},
        {"name": "no PDF", "file": "valid.pdf", "at": 0, "cut": 4, "says": "not a PDF"},
    ]


def flip(data: bytes, name: str, at: int) -> dict[str, object]:
    return {
        "name": name,
        "file": "valid.pdf",
        "at": at,
        "cut": 1,
        "put": bytes([data[at] ^ 1]).hex(),
        "says": "WRONG",
    }


def of_record(record: bytes) -> list[dict[str, object]]:
    told = json.loads(record)
    (head,) = told["proof"]["heads"]
    salt = next(one["salt"] for one in told["proof"]["entries"][0]["members"].values())
    at = told["proof"]["entries"][1]["header"]["at"].encode()
    root, signed = b'"root":"' + head["root"].encode(), head["signature"][-8:].encode()
    lies = [
        ("the words of an entry", b"Deleted old logs", b"Deleted all logs", "its words were changed"),
        ("a salt", salt.encode(), b"0" * 32, "its words were changed"),
        ("the time of an entry", at, b"2020-01-01T00:00:00.000000Z", "is not in the journal"),
        ("a node", told["proof"]["nodes"][0].encode(), b"0" * 64, "is not in the journal"),
        ("the signature of the head", signed + b'"', b'00000000"', "its signature is wrong"),
        ("the root", root, b'"root":"' + b"0" * 64, "is not in the journal"),
        ("the key", head["public_key"][:20].encode(), b"0" * 20, "the key is not the station's own"),
        ("the count of removed entries", b'"removed":1', b'"removed":0', "The number of removed entries"),
        ("a name that stands twice", b'"renderer":', b'"format":"x","renderer":', "can't be read"),
    ]
    return [
        {"name": "a record alone", "file": "valid.json", "says": "It is not signed"},
        *(replaced(record, *lie) for lie in lies),
    ]


def replaced(record: bytes, name: str, old: bytes, new: bytes, says: str) -> dict[str, object]:
    assert old in record, name
    return {
        "name": name,
        "file": "valid.json",
        "at": record.index(old),
        "cut": len(old),
        "put": new.hex(),
        "says": says,
    }


if __name__ == "__main__":
    make()
