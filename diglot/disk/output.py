"""Artifacts on disk: written to a folder of their own, then swapped in as a whole.

A build that fails or is killed leaves the former one as it was. What Diglot did
not write is never deleted: files it does not know in the output folder stay.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from diglot.core.errors import DiglotError

MANIFEST = "manifest.json"
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class Artifact(Struct, frozen=True):
    """A file that was made.

    path: relative to the output folder. format: the name of one of `FORMATS`.
    language: a tag, or "" for what belongs to all. pages: None for what has none.
    preflight: what a press would say of a print PDF. remark: what was chosen for it by itself.
    """

    path: str
    format: str
    language: str
    size: int
    sha256: str
    pages: int | None = None
    preflight: Mapping[str, Any] | None = None
    remark: str = ""

    def entry(self) -> dict[str, Any]:
        """Return what the manifest says of it."""
        entry: dict[str, Any] = {
            "path": self.path,
            "format": self.format,
            "language": self.language,
            "size": self.size,
            "sha256": self.sha256,
        }
        if self.pages is not None:
            entry["pages"] = self.pages
        if self.preflight is not None:
            entry["preflight"] = dict(self.preflight)
        return {key: value for key, value in entry.items() if value != ""}


class Staging:
    """A folder beside the output folder that takes the new files until all are there.

    Used as a context: leaving it without `commit` removes the new files and
    leaves the output folder untouched.
    """

    def __init__(self, out: Path) -> None:
        self.out = out.resolve()
        self._folder = self.out.parent / f".{self.out.name}.new-{os.getpid()}"
        self._former = self.out.parent / f".{self.out.name}.former"
        self.artifacts: list[Artifact] = []
        self._made: set[Path] = set()  # the folders in it

    def __enter__(self) -> Staging:
        try:
            self.out.parent.mkdir(parents=True, exist_ok=True)
            self._recover()
            _refuse_foreign(self.out)
            self._folder.mkdir()
        except OSError as error:
            raise self._unwritable(error) from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    def _unwritable(self, error: OSError) -> DiglotError:
        is_full = error.errno in _FULL
        hint = "make room on the disk, or " if is_full else ""
        return DiglotError(
            f"{self.out}: cannot write there: {error.strerror}\n"
            f"  hint: {hint}choose another folder with --out"
        )

    def _recover(self) -> None:
        """Put right what a killed run left: a swap half done, folders of dead processes."""
        if self._former.exists():
            if self.out.exists():
                shutil.rmtree(self._former)
            else:
                self._former.rename(self.out)
        for leftover in self.out.parent.glob(f".{self.out.name}.new-*"):
            pid = leftover.name.rpartition("-")[2]
            if not (pid.isdigit() and _is_alive(int(pid))):
                shutil.rmtree(leftover, ignore_errors=True)

    def write(
        self,
        path: str,
        content: bytes,
        *,
        kind: str,
        language: str = "",
        pages: int | None = None,
        preflight: Mapping[str, Any] | None = None,
        remark: str = "",
    ) -> Artifact:
        """Write one file and return what was made."""
        target = self._folder / path
        if ".." in target.parts or not target.is_relative_to(self._folder):
            raise DiglotError(f"{path}: an artifact's path may not leave the output folder")
        try:
            if target.parent not in self._made:
                target.parent.mkdir(parents=True, exist_ok=True)
                self._made.add(target.parent)
            if not self._has_linked(path, content):
                target.write_bytes(content)
        except OSError as error:
            raise self._unwritable(error) from error
        digest = hashlib.sha256(content).hexdigest()
        artifact = Artifact(path, kind, language, len(content), digest, pages, preflight, remark)
        self.artifacts.append(artifact)
        return artifact

    def _has_linked(self, path: str, content: bytes) -> bool:
        """Take the file of an earlier build, if that is just what is to be written.

        It costs less than to write one, and the file keeps its time.
        """
        former = self.out / path
        try:
            if former.is_symlink() or former.read_bytes() != content:
                return False
            os.link(former, self._folder / path)
        except OSError:
            return False
        return True

    def copy(self, artifact: Artifact, path: str, *, kind: str) -> None:
        """Put a file that was written a second time, as a part of another format."""
        try:
            _link(self._folder / artifact.path, self._folder / path)
        except OSError as error:
            raise self._unwritable(error) from error
        self.artifacts.append(
            replace(artifact, path=path, format=kind, language="", preflight=None)
        )

    def drop(self, kind: str) -> None:
        """Remove the new files of a format again."""
        for artifact in self.artifacts:
            if artifact.format == kind:
                path = self._folder / artifact.path
                path.unlink(missing_ok=True)
                _remove_empty(path.parent, self._folder)
        self._made.clear()
        self.artifacts = [artifact for artifact in self.artifacts if artifact.format != kind]

    def commit(
        self, replaced: Callable[[str, str], bool], missing: Collection[str] = frozenset()
    ) -> None:
        """Swap the new files in.

        replaced: tells by (format, language) whether this build makes those
            files anew; files of earlier builds for which it says no are kept.
        missing: paths of files, and of folders with a closing slash, that it could not make;
            those of an earlier build are kept, too, and the manifest calls them stale.
        Raises DiglotError, and leaves the folder as it was, where it cannot be written.
        """
        try:
            self._commit(replaced, missing)
        except OSError as error:
            raise self._unwritable(error) from error

    def _commit(self, replaced: Callable[[str, str], bool], missing: Collection[str]) -> None:
        kept = self._carry_over(replaced, missing)
        entries = [artifact.entry() for artifact in self.artifacts] + kept
        manifest = {"version": 1, "files": sorted(entries, key=lambda entry: entry["path"])}
        text = json.dumps(manifest, indent=1, ensure_ascii=False) + "\n"
        (self._folder / MANIFEST).write_text(text, encoding="utf-8")
        if self.out.exists():
            self.out.rename(self._former)
        self._folder.rename(self.out)
        shutil.rmtree(self._former, ignore_errors=True)

    def _carry_over(
        self, replaced: Callable[[str, str], bool], missing: Collection[str]
    ) -> list[dict[str, Any]]:
        """Link the files that stay into the new folder; return their manifest entries."""
        if not self.out.is_dir():
            return []
        former = {entry["path"]: entry for entry in _manifest(self.out)["files"]}
        new = {artifact.path for artifact in self.artifacts} | {MANIFEST}
        kept = []
        for path in sorted(_files(self.out)):
            entry = former.get(path)
            is_stale = path in missing or f"{path.partition('/')[0]}/" in missing
            is_ours = entry and replaced(entry["format"], entry.get("language", ""))
            if path in new or (is_ours and not is_stale):
                continue
            _link(self.out / path, self._folder / path)
            if entry:
                kept.append(entry | {"stale": True} if is_stale else entry)
        return kept


def artifacts_as_made(out: Path) -> list[Artifact] | None:
    """Return what the manifest of an output folder lists, if each file is as it says.

    None where one is gone, is another, or is no file.
    """
    found = []
    for entry in _manifest(out)["files"]:
        try:
            artifact = Artifact(
                path=entry["path"],
                format=entry["format"],
                language=entry.get("language", ""),
                size=entry["size"],
                sha256=entry["sha256"],
                pages=entry.get("pages"),
                preflight=entry.get("preflight"),
            )
            path = out / artifact.path
            if path.is_symlink() or path.stat().st_size != artifact.size:
                return None
            if hashlib.sha256(path.read_bytes()).hexdigest() != artifact.sha256:
                return None
        except (OSError, KeyError, TypeError):
            return None
        found.append(artifact)
    return found


def write_report(path: Path, text: str, option: str = "--output") -> None:
    """Write a text that the user asked for by name.

    option: by which the name was given. Raises DiglotError where that cannot be done.
    """
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise DiglotError(
            f"{path}: cannot write there: {error.strerror}\n  hint: name another file with {option}"
        ) from error


def _files(folder: Path) -> Iterable[str]:
    for path in folder.rglob("*"):
        if path.is_symlink() or path.is_file():
            yield path.relative_to(folder).as_posix()


def _remove_empty(folder: Path, above: Path) -> None:
    """Remove a folder with those that it is in, up to another, as far as nothing is in them."""
    while folder != above and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _link(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {"files": []}
    return manifest if isinstance(manifest.get("files"), list) else {"files": []}


def _refuse_foreign(out: Path) -> None:
    """Raise DiglotError for a folder that holds something and was not made here."""
    if out.exists() and not out.is_dir():
        raise DiglotError(f"{out}: this is a file.\n  hint: name a folder with --out")
    if out.is_dir() and any(out.iterdir()) and not (out / MANIFEST).is_file():
        raise DiglotError(
            f"{out}: this folder holds other files, and no book that was built here.\n"
            "  hint: name an empty or a new folder with --out, or empty this one yourself"
        )


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
