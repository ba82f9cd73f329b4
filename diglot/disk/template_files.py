"""The files of templates/: the project's own first, then those that come along.

Knows where they lie, and not what is in them.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from diglot.core.errors import DiglotError

PACKAGE = Path(__file__).parent.parent


def builtin_templates() -> Path:
    """Return the folder of templates that comes with the program."""
    installed = PACKAGE / "templates"
    return installed if installed.is_dir() else PACKAGE.parent / "templates"


def find_file(folders: Sequence[Path], name: str) -> Path:
    """Return the first file of a name ("styles/base.css") in the folders of templates.

    Raises DiglotError where there is none.
    """
    if found := find_optional(folders, (name,)):
        return found
    places = " nor in ".join(str(folder) for folder in folders)
    raise DiglotError(f"{name}: there is no such file in {places}.\n  hint: install Diglot again")


def find_optional(folders: Sequence[Path], names: Sequence[str]) -> Path | None:
    """Return the first file of one of some names, the first folder before the second."""
    paths = (folder / name for folder in folders for name in names)
    return next((path for path in paths if path.is_file()), None)


def list_files(folders: Sequence[Path], name: str, suffixes: Sequence[str]) -> tuple[Path, ...]:
    """Return the files of a folder of templates ("fonts") by name, the first of a name only."""
    found: dict[str, Path] = {}
    for folder in folders:
        for path in sorted((folder / name).glob("*")):
            if path.suffix in suffixes and path.is_file():
                found.setdefault(path.name, path)
    return tuple(found[file] for file in sorted(found))


def templates_of(project: Path) -> tuple[Path, ...]:
    """Return the folders of templates, the project's own first."""
    own = project / "templates"
    builtin = builtin_templates()
    return (own, builtin) if own.is_dir() and own.resolve() != builtin.resolve() else (builtin,)


def list_all(folders: Sequence[Path]) -> dict[str, Path]:
    """Return all files of templates by their paths in their folder, the first of a path only.

    What leads out of a folder is none of them.
    """
    found: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(_below(folder)):
            found.setdefault(path.relative_to(folder).as_posix(), path)
    return found


def _below(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder; only of links it has to be asked where they lead."""
    for parent, _, names in os.walk(folder):
        for path in (Path(parent, name) for name in names):
            is_inside = not path.is_symlink() or path.resolve().is_relative_to(folder.resolve())
            if is_inside and path.is_file():
                yield path


def templates_key(folders: Sequence[Path]) -> str:
    """Return the digest of all that templates can name in the folders: of all files but fonts."""
    digest = hashlib.sha256()
    for name, path in sorted(list_all(folders).items()):
        if not name.startswith("fonts/"):
            content = path.read_bytes()
            digest.update(f"{name}\0{len(content)}\0".encode(errors="surrogateescape") + content)
    return digest.hexdigest()
