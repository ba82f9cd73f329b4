"""Folders → bytes that may go anywhere, and back into folders.

Only what is the same everywhere is packed: folders and files that can be read. With a link, of
which nobody knows what it means elsewhere, there is no parcel.
"""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterable
from pathlib import Path


def packed(folders: Iterable[Path]) -> bytes | None:
    """Return folders with all that is in them, each under its own name.

    None where something in them is neither a folder nor a file, or cannot be read.
    """
    content = io.BytesIO()
    try:
        with tarfile.open(fileobj=content, mode="w", format=tarfile.GNU_FORMAT) as parcel:
            for folder in folders:
                for path in (folder, *sorted(folder.rglob("*"))):
                    _add(parcel, path, path.relative_to(folder.parent).as_posix())
    except (OSError, ValueError):
        return None
    return content.getvalue()


def _add(parcel: tarfile.TarFile, path: Path, name: str) -> None:
    """Put a file or a folder into a parcel; raise ValueError for what is neither."""
    entry = tarfile.TarInfo(name)
    if path.is_symlink() or not (path.is_dir() or path.is_file()):
        raise ValueError(name)
    if path.is_dir():
        entry.type = tarfile.DIRTYPE
        parcel.addfile(entry)
    else:
        content = path.read_bytes()
        entry.size = len(content)
        parcel.addfile(entry, io.BytesIO(content))


def unpack(content: bytes, into: Path) -> None:
    """Write what was packed into a folder."""
    with tarfile.open(fileobj=io.BytesIO(content)) as parcel:
        for entry in parcel:
            path = into / entry.name
            if entry.isdir():
                path.mkdir()
            elif file := parcel.extractfile(entry):
                path.write_bytes(file.read())
