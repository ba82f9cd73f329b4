"""Results of slow steps, kept between runs and named by the hash of all that went in.

A result that is missing, damaged or cannot be written costs time and nothing else.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from diglot.disk.memory import Memory
from diglot.disk.states import file_state

_PACKAGE = Path(__file__).parent.parent
_DIGEST_BYTES = 32
_KEPT_DAYS = 30
_TIDY_S = 3600
_SECONDS_PER_DAY = 86_400
_RESULT = re.compile(r"[0-9a-f]{64}\.")


def cache_key(kind: str, parts: Iterable[bytes | str]) -> str:
    """Return the name of a result: its kind, and a hash of everything it depends on."""
    digest = hashlib.sha256()
    for part in parts:
        content = part.encode(errors="surrogateescape") if isinstance(part, str) else part
        digest.update(len(content).to_bytes(8, "big") + content)
    return f"{kind}-{digest.hexdigest()}"


@functools.cache
def program_digest(package: str = "") -> str:
    """Return a digest of the program's source and catalogues, or of one package's.

    package: a folder of the program, such as "writers/pdf".
    """
    digest = hashlib.sha256()
    files = [
        os.path.join(folder, name)
        for folder, _, names in os.walk(_PACKAGE / package)
        for name in names
        if name.endswith((".py", ".po"))
    ]
    for path in sorted(files):
        digest.update(f"{os.path.relpath(path, _PACKAGE)}\0{_source_state(path)}\0".encode())
    return digest.hexdigest()


@functools.cache
def _source_state(path: str) -> str:
    """Return the digest of a file of the program, which many packages may be asked for."""
    return file_state(Path(path))


class Cache(Struct, frozen=True):
    """A folder of results. With no folder, nothing is kept.

    memory: has results at hand as well, for a process that goes on; None for one that ends.
    """

    folder: Path | None
    memory: Memory | None = None

    def get(self, key: str) -> bytes | None:
        """Return a result, or None where there is none or it is damaged."""
        if self.folder is None:
            return None
        path = self._path(self.folder, key)
        try:
            with open(path, "rb") as file:
                record = file.read()
        except OSError:
            return None
        with contextlib.suppress(OSError):  # a folder that may be read and not written
            os.utime(path)
        content = record[_DIGEST_BYTES:]
        return content if _seal(key, content) == record[:_DIGEST_BYTES] else None

    def is_new(self) -> bool:
        """Tell whether nothing was ever kept here, and something may be."""
        return self.folder is not None and not self.folder.exists()

    @property
    def keeps_code(self) -> bool:
        """Tell whether code of the program may be kept here, as Python keeps its modules.

        Not where nothing else was ever kept, as with --no-cache.
        """
        return self.folder is not None and self.folder.exists() and not sys.dont_write_bytecode

    def has(self, key: str) -> bool:
        """Tell whether there is a result, sound or not."""
        return self.folder is not None and os.path.isfile(self._path(self.folder, key))

    def put(self, key: str, content: bytes) -> None:
        """Keep a result; other processes see all of it or nothing."""
        if self.folder is None:
            return
        path = self._path(self.folder, key)
        scratch = f"{path}.{os.getpid()}.new"
        sealed = _seal(key, content) + content
        try:
            try:
                _write(scratch, sealed)
            except FileNotFoundError:  # most folders are there already
                os.makedirs(os.path.dirname(path), exist_ok=True)
                _write(scratch, sealed)
            os.replace(scratch, path)
        except OSError:  # a full disk, or a folder that may not be written
            with contextlib.suppress(OSError):
                os.unlink(scratch)

    def value(self, key: str) -> object | None:
        """Return a result that is at hand, or None."""
        if self.folder is None or self.memory is None:
            return None
        value = self.memory.get(key)
        if value is not None:
            with contextlib.suppress(OSError):  # it was used, here as in the folder
                os.utime(self._path(self.folder, key))
        return value

    def remember(self, key: str, value: object, size: int) -> None:
        """Have a result at hand from now on, where there is a memory. size: in bytes."""
        if self.folder is not None and self.memory is not None:
            self.memory.put(key, value, size)

    def tidy(self, most_bytes: int) -> None:
        """Prune the folder, if that is an hour ago: to look at each file of it takes time."""
        if self.folder is None:
            return
        stamp = self.folder / "pruned"
        with contextlib.suppress(OSError):
            if stamp.exists() and time.time() - stamp.stat().st_mtime < _TIDY_S:
                return
            self.folder.mkdir(parents=True, exist_ok=True)
            stamp.touch()
        self.prune(most_bytes=most_bytes)

    def prune(self, now_seconds: float | None = None, *, most_bytes: int | None = None) -> None:
        """Remove what has not been used for a month, and what is too much.

        most_bytes: how large the folder may be; what was used last goes last. None for any size.
        """
        if self.folder is None:
            return
        oldest = (time.time() if now_seconds is None else now_seconds) - (
            _KEPT_DAYS * _SECONDS_PER_DAY
        )
        kept = 0
        for used, size, path in sorted(self._files(), reverse=True):
            kept += size
            if used < oldest or (most_bytes is not None and kept > most_bytes):
                kept -= size
                with contextlib.suppress(OSError):
                    path.unlink()

    def clear(self) -> int:
        """Remove all results and return how many bytes they took."""
        freed = 0
        for _, size, path in self._files():
            with contextlib.suppress(OSError):
                path.unlink()
                freed += size
        return freed

    def entries(self) -> Iterator[tuple[str, bytes]]:
        """Yield the results that are kept and sound, each after its name."""
        for _, _, path in self._files():
            digest, _, kind = path.name.partition(".")
            content = self.get(f"{kind}-{digest}")
            if content is not None:
                yield f"{kind}-{digest}", content

    def _files(self) -> list[tuple[float, int, Path]]:
        """Return when each file of the folder was used last, its size in bytes, and the file."""
        found = []
        for path in self.folder.glob("*/*") if self.folder else ():
            if not _RESULT.match(path.name):
                continue  # no file of ours
            with contextlib.suppress(OSError):  # another process may be pruning, too
                status = path.lstat()
                found.append((status.st_mtime, status.st_size, path))
        return found

    @staticmethod
    def _path(folder: Path, key: str) -> str:
        kind, _, digest = key.partition("-")
        return os.path.join(folder, digest[:2], f"{digest}.{kind}")


def _write(path: str, content: bytes) -> None:
    with open(path, "wb") as file:
        file.write(content)


def _seal(key: str, content: bytes) -> bytes:
    """Return the digest before a result: one under another's name is as good as damaged."""
    return hashlib.sha256(key.encode() + b"\0" + content).digest()


class HeldBack:
    """A cache into which results go when it is known that nothing changed while they were made.

    is_sound: tells whether nothing has changed so far.
    """

    def __init__(self, cache: Cache, is_sound: Callable[[], bool] = lambda: True) -> None:
        self._cache = cache
        self._is_sound = is_sound
        self._made: dict[str, bytes] = {}
        self._values: dict[str, object] = {}

    def get(self, key: str) -> bytes | None:
        """Return a result, of this run too, or None."""
        return self._made.get(key) or self._cache.get(key)

    def has(self, key: str) -> bool:
        """Tell whether there is a result, or nothing can be kept anyway."""
        return self._cache.folder is None or key in self._made or self._cache.has(key)

    def put(self, key: str, content: bytes) -> None:
        """Hold a result back."""
        if self._cache.folder is not None:
            self._made[key] = content

    def value(self, key: str) -> object | None:
        """Return a result that is at hand, of this run too, or None."""
        return self._values.get(key) or self._cache.value(key)

    def remember(self, key: str, value: object, size: int) -> None:
        """Have a result at hand from now on; one that is held back, for this run."""
        if key in self._made:
            self._values[key] = value
        else:
            self._cache.remember(key, value, size)

    def settled(self) -> Cache | HeldBack:
        """Keep all that was held back if nothing has changed so far.

        Returns where results go that are made of nothing but what is known by now.
        """
        if not self._is_sound():
            return self
        self.keep()
        return self._cache

    def keep(self) -> None:
        """Keep all that was held back."""
        for key, content in self._made.items():
            self._cache.put(key, content)
            if key in self._values:
                self._cache.remember(key, self._values[key], len(content))
        self.drop()

    def drop(self) -> None:
        """Let go of all that was held back."""
        self._made.clear()
        self._values.clear()


NO_CACHE = Cache(None)
_used: list[Cache] = [NO_CACHE]


@contextlib.contextmanager
def using(cache: Cache) -> Iterator[None]:
    """Let every step of this process that knows of no cache keep its results in one."""
    _used.append(cache)
    try:
        yield
    finally:
        _used.pop()


def used() -> Cache:
    """Return the cache in which results of this process are kept; that of no folder for none."""
    return _used[-1]


_MACHINE_BYTES = 100_000_000


def machine_cache() -> Cache:
    """Return the cache that all projects of a user share, where steps are kept at all.

    It is for what belongs to no project: fonts that were unpacked, templates of the program that
    were compiled.
    """
    return _of_machine() if used().folder else NO_CACHE


@functools.cache
def _of_machine() -> Cache:
    cache = user_cache()
    cache.tidy(_MACHINE_BYTES)
    return cache


@functools.cache
def user_cache() -> Cache:
    """Return the same cache for what is no step."""
    from platformdirs import user_cache_path

    try:
        return Cache(user_cache_path("diglot"))
    except RuntimeError:  # a user without a home
        return NO_CACHE


def project_cache(project: Path) -> Cache:
    """Return the cache of a project, in a hidden folder that git leaves alone."""
    folder = project / ".diglot"
    with contextlib.suppress(OSError):
        folder.mkdir(exist_ok=True)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")
    return Cache(folder / "cache")
