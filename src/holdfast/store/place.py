"""Where a store was last written: a folder that turns up on another machine was moved there, or copied.

Two copies that both go on under one station's key would be a fork. Only a person knows which it is.
"""

import uuid
from hashlib import sha256
from pathlib import Path
from typing import Final

from holdfast.store.folder import Folder
from holdfast.store.store import Store

_MARK: Final = "machine"
_IDS: Final = ("/etc/machine-id", "/var/lib/dbus/machine-id")


def machine() -> str:
    """A name for this machine, as a hash: systemd's id of it, else its network address."""
    for file in map(Path, _IDS):
        if file.is_file() and (ident := file.read_text(encoding="utf-8", errors="replace").strip()):
            return sha256(ident.encode()).hexdigest()
    return sha256(str(uuid.getnode()).encode()).hexdigest()


def is_elsewhere(store: Store, here: str) -> bool:
    """Whether the store was last written on another machine than `here`."""
    return store.marks.get(_MARK) not in ("", here)


def is_settled(store: Store) -> bool:
    """Whether the store knows a machine at all."""
    return bool(store.marks.get(_MARK))


def settle(store: Store, here: str) -> None:
    """The store belongs here: it is new, or it was moved."""
    with store.database.writing():
        store.marks.set(_MARK, here)


def leave_key(folder: Folder) -> None:
    """The store is a copy: the key stays the original's. The next opening begins a station of its own."""
    folder.key.replace(folder.key.with_suffix(".of-the-original"))
