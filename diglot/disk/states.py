"""What files, folders and the machine are like now, so that a later run knows them again.

Two states are equal where nothing that reads them could find a difference.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

# Where systems keep the libraries that set type; their names end with their versions.
_LIBRARY_FOLDERS = ("/usr/lib", "/usr/lib64", "/usr/local/lib", "/opt/homebrew/lib")
_LIBRARIES = ("libpango", "libharfbuzz", "libfribidi", "libfontconfig", "libfreetype")


def states(folder: Path, files: Iterable[Path]) -> Iterator[str]:
    """Yield the name and the digest of each file; one that cannot be read has none."""
    for path in files:
        yield path.relative_to(folder).as_posix()
        yield file_state(path)


def file_state(path: Path) -> str:
    """Return the digest of a file, "" for one that cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def folder_states(folder: Path) -> Iterator[str]:
    """Yield the names of all that is below a folder, and the digests of the files among it.

    Links to folders are followed; one that leads back to a folder around it is not.
    """
    yield from _below(folder, folder, frozenset())


def _below(top: Path, folder: Path, around: frozenset[str]) -> Iterator[str]:
    real = os.path.realpath(folder)
    if real in around:
        return
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        return
    for path in paths:
        yield path.relative_to(top).as_posix()
        if path.is_dir():
            yield "/"
            yield from _below(top, path, around | {real})
        else:
            yield file_state(path)


# The machine -------------------------------------------------------------------------


@cache
def installed() -> str:
    """Return a digest of the installed packages: of Python, and of each with its version."""
    return _digest([sys.version, *_installed()])


@cache
def _installed() -> tuple[str, ...]:
    """Return the folders in which Python finds what is said of packages, by name."""
    return tuple(
        name
        for folder in sys.path
        for name in sorted(_names(Path(folder or ".")))
        if name.endswith("-info")
    )


def version_of(package: str) -> str:
    """Return the version of an installed package.

    Folders are called by it, and what reads what is in them takes 10 ms to load.
    """
    version = _versions().get(_plain(package), "")
    if not version:
        import importlib.metadata

        return importlib.metadata.version(package)
    return version


@cache
def _versions() -> dict[str, str]:
    """Return the versions of packages by plain name; of the first where there are several."""
    named = (name.rpartition(".")[0].split("-") for name in reversed(_installed()))
    return {_plain(parts[0]): parts[1] for parts in named if len(parts) > 1}


def _plain(package: str) -> str:
    """Return the name of a package as all of its spellings have it.

    Source: https://packaging.python.org/en/latest/specifications/name-normalization/
    """
    return re.sub(r"[-_.]+", "-", package).lower()


@cache
def system_libraries() -> str:
    """Return a digest of the system's libraries that lay out and draw text: names with versions."""
    found = set()
    for folder in map(Path, _LIBRARY_FOLDERS):
        for inside in (folder, *_architectures(folder)):
            found |= {name for name in _names(inside) if name.startswith(_LIBRARIES)}
    return _digest(sorted(found))


def program_state(name: str) -> str:
    """Return what tells whether the program that a name starts is another than before."""
    path = shutil.which(name)
    if path is None:
        return ""
    status = Path(path).stat()
    return f"{os.path.realpath(path)} {status.st_size} {status.st_mtime_ns}"


def _architectures(folder: Path) -> Iterator[Path]:
    """Yield the folders of a system that keeps libraries by processor: x86_64-linux-gnu."""
    return (folder / name for name in _names(folder) if name.endswith("-gnu"))


def _digest(names: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(names).encode()).hexdigest()


def _names(folder: Path) -> list[str]:
    try:
        return [path.name for path in folder.iterdir()]
    except OSError:
        return []
