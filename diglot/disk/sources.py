"""The author's own files: read as they are, and replaced so that nothing is lost.

New texts are written beside the old ones first; only when all are there are they
put in their places, each by one rename. A file that someone changed meanwhile stays.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from diglot.core.errors import DiglotError


class Rewrite(Struct, frozen=True):
    """A file's new content. old: what it replaces; None for a file that is not there yet."""

    new: bytes
    old: bytes | None


def read_bytes(project: Path, path: str) -> bytes | None:
    """Return a file's bytes, or None where there is no file.

    path: relative to the project. Raises DiglotError where it cannot be read.
    """
    try:
        return (project / path).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DiglotError(f"{path}: cannot be read: {error.strerror}") from error


def read_text(project: Path, path: str) -> str | None:
    """Return a file's text, or None where there is no file.

    Raises DiglotError where it is not UTF-8.
    """
    raw = read_bytes(project, path)
    if raw is None:
        return None
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise DiglotError(
            f"{path}:{line}: not UTF-8 text.\n  hint: save the file as UTF-8, or restore it"
        ) from error


def rewrite(project: Path, files: Mapping[str, Rewrite]) -> None:
    """Put new contents in the place of files, given by their path in the project.

    Raises DiglotError where one cannot be written, or is not what it was when it was
    read; then every file holds either what it held or all of its new content.
    """
    scratch: dict[Path, Path] = {}
    try:
        for path, file in files.items():
            # A link stays a link: what it leads to is replaced.
            target = (project / path).resolve()
            scratch[target] = _written_beside(target, file.new)
        for path, file in files.items():
            if read_bytes(project, path) != file.old:
                raise DiglotError(
                    f"{path}: the file was changed while this ran; nothing was written.\n"
                    "  hint: save it in the editor and run the command again"
                )
        for target, new in scratch.items():
            new.replace(target)
    except OSError as error:
        raise DiglotError(
            f"{error.filename}: cannot write there: {error.strerror}\n"
            "  hint: check who owns the folder, and whether the disk is full"
        ) from error
    finally:
        for new in scratch.values():
            with contextlib.suppress(OSError):
                new.unlink(missing_ok=True)


def _written_beside(target: Path, content: bytes) -> Path:
    new = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with new.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, new)
    except OSError:
        with contextlib.suppress(OSError):
            new.unlink(missing_ok=True)
        raise
    return new
