"""A book that is made again at every change, and what is known of it meanwhile.

One thread watches the project's files, another makes the book; those who look ask for the
state. What cannot be made is said, and what was made before stays.
"""

from __future__ import annotations

import asyncio
import gc
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from diglot.config import Config, load_config
from diglot.core.errors import DiglotError
from diglot.core.formats import FORMATS, Format
from diglot.disk.cache import Cache
from diglot.disk.changes import changed_files, named
from diglot.run.building.build import build
from diglot.run.building.work import Order
from diglot.run.lazy_book import LazyBook, Remains
from diglot.run.pipeline import Checked, checked_of, unchecked_of
from diglot.work.workers import Workers, workers

MakeOrder = Callable[[Checked, Path, tuple[Format, ...], tuple[str, ...]], Order]
SITE = next(form for form in FORMATS if form.is_folder)
PAGED = {form.name: form for form in FORMATS if form.files.endswith(".pdf")}
CHECK = "check"
_TEXT = ".md"
_WAIT_S = 0.01


class State(Struct, frozen=True):
    """What is known of the book.

    is_busy: whether it is being made. error: why it cannot be made, "" if it can. errors,
    warnings: how many the check finds. made: how often each part was made: "site", "check",
    "pdf/he".
    """

    is_busy: bool = True
    error: str = ""
    errors: int = 0
    warnings: int = 0
    made: Mapping[str, int] = field(default_factory=dict)


class _Quiet:
    """Nobody who is told how the work goes: it is over soon."""

    def begin(self, task: str, total: int) -> None:
        """Say nothing."""

    def step(self, detail: str = "") -> None:
        """Say nothing."""


@contextmanager
def _without_collector() -> Iterator[None]:
    """Look for garbage after something, and not while most of what is made will be needed."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect()
        if not gc.get_freeze_count():
            gc.freeze()  # libraries and what was read first: it need not be looked through again


class Session:
    """The making of a book for those who look at it.

    project: its folder. out: where it is made. order: returns the order for formats and
    languages of a book that was read. say: is told each change in words.
    """

    def __init__(
        self,
        project: Path,
        out: Path,
        order: MakeOrder,
        *,
        jobs: int,
        cache: Cache,
        say: Callable[[str], None],
    ) -> None:
        self.project = project
        self.out = out
        self.config: Config | None = None
        self.checked: Checked | None = None
        self._state = State()
        self._order = order
        self._jobs = jobs
        self._cache = cache
        self._say = say
        self._read: Checked | None = None  # the book as it was read last, without a rule asked
        self._remains: Remains | None = None
        self._wanted: dict[str, tuple[Format, str]] = {}
        self._looking: Counter[str] = Counter()
        self._pages: Counter[str] = Counter()  # of the website, that someone looks at
        self._ahead: Mapping[str, bytes] = {}  # those that were made before the others
        self._is_ahead = False  # whether the others are being made
        self._unmade: set[str] = set()  # files that changed since the website was made
        self._current: set[str] = set()  # what was made since the last change
        self._hearing: list[Callable[[], None]] = []
        self._turns: SimpleQueue[tuple[str, ...] | None] = SimpleQueue()
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=work, daemon=True) for work in (self._watch, self._make)
        ]

    def start(self) -> None:
        """Begin to watch and to make."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End after what is being made."""
        self._stop.set()
        self._turns.put(None)
        for thread in self._threads:
            thread.join()

    @property
    def state(self) -> State:
        """Return what is known of the book now."""
        return self._state

    @contextmanager
    def telling(self, hear: Callable[[], None]) -> Iterator[None]:
        """Call something, from another thread, at each change of the state."""
        self._hearing.append(hear)
        try:
            yield
        finally:
            self._hearing.remove(hear)

    def want(self, form: Format, language: str) -> str:
        """Have a format of an edition made from now on; return its name in the state.

        language: "" for a format of all editions.
        """
        name = f"{form.name}/{language}" if language else form.name
        if name not in self._wanted:
            self._wanted[name] = form, language
            self._turns.put(())
        return name

    @contextmanager
    def looking(self, part: str, page: str = "") -> Iterator[None]:
        """Have a part made again at each change, for as long as someone looks at it.

        page: of the website, by its path in it.
        """
        self._looking[part] += 1
        self._pages[page] += part == SITE.name
        try:
            yield
        finally:
            self._looking[part] -= 1
            self._pages[page] -= part == SITE.name
            if not self._pages[page]:
                del self._pages[page]

    def page_ahead(self, path: str) -> bytes | None:
        """Return a page of the website that was made before the others, as long as they are not."""
        return self._ahead.get(path)

    async def others(self) -> None:
        """Wait until the rest of the website is as new as the pages that were made before it."""
        while self._is_ahead:
            await asyncio.sleep(_WAIT_S)

    def file(self, form: Format, language: str) -> Path | None:
        """Return the file of a format, if it has been made."""
        if self.config is None:
            return None
        path = self.out / form.path(self.config.id, language)
        return path if path.is_file() else None

    def _watch(self) -> None:
        for paths in changed_files(self.project, self._stop):
            self._turns.put(paths)

    def _make(self) -> None:
        with workers(self._jobs) as pool:
            for paths in self._batches():
                if paths:
                    self._say(named(paths))
                self._unmade.update(paths)
                with _without_collector():
                    self._turn(pool, has_changed=bool(paths) or self._read is None)

    def _batches(self) -> Iterator[tuple[str, ...]]:
        """Yield the changed files of each turn; what came while one was made is one turn."""
        while (paths := self._turns.get()) is not None:
            every = set(paths)
            while True:
                try:
                    more = self._turns.get_nowait()
                except Empty:
                    break
                if more is None:
                    return
                every.update(more)
            yield tuple(sorted(every))

    def _turn(self, pool: Workers, *, has_changed: bool) -> None:
        """Make what has changed, and what is wanted for the first time.

        What somebody looks at comes first; the rest is left to the next turn where one waits.
        """
        self._tell(is_busy=True)
        start = time.monotonic()
        errors: dict[str, None] = {}  # each once, in order
        if has_changed:
            self._current.clear()
            self._read = None
            self._try(errors, self._begin)
        for name in self._parts(has_changed=has_changed) if self._read else ():
            if not self._looking[name] and not self._turns.empty():
                break
            self._try(errors, partial(self._part, pool, name))
        if self._read and CHECK in self._current:
            self._try(errors, self._end)
        error = "\n".join(errors)
        self._say(f"error: {error}" if error else f"Made in {time.monotonic() - start:.1f} s.")
        self._tell(is_busy=not self._turns.empty(), error=error)

    def _parts(self, *, has_changed: bool) -> list[str]:
        """Return what is to be made, in order."""
        for name in tuple(self._wanted):
            if has_changed and name in self.state.made and not self._looking[name]:
                del self._wanted[name]  # until someone asks for it again
        parts = [part for part in (SITE.name, CHECK, *self._wanted) if part not in self._current]
        return sorted(parts, key=lambda part: not self._looking[part])

    def _try(self, errors: dict[str, None], make: Callable[[], None]) -> None:
        try:
            make()
        except DiglotError as stopped:
            errors[str(stopped)] = None
        except Exception as stopped:  # noqa: BLE001 - the preview outlives what it shows
            errors[f"{type(stopped).__name__}: {stopped}"] = None

    def _begin(self) -> None:
        """Read what is new of the book."""
        config = load_config(self.project)
        reading = LazyBook(
            config,
            jobs=self._jobs,
            progress=_Quiet(),
            cache=self._cache,
            former=self._remains,
        )
        self._read = unchecked_of(reading)
        self.config = config

    def _end(self) -> None:
        """Take along what the next reading needs not do again."""
        assert self._read
        self._remains = self._read.reading.remains()

    def _part(self, pool: Workers, name: str) -> None:
        """Make a part of the book."""
        if name == CHECK:
            self._check()
        else:
            self._write(pool, *self._wanted.get(name, (SITE, "")), name)

    def _check(self) -> None:
        assert self._read
        self.checked = checked_of(self._read.reading)
        found = Counter(finding.severity for finding in self.checked.findings)
        self._current.add(CHECK)
        self._made(CHECK, errors=found["error"], warnings=found["warning"])

    def _write(self, pool: Workers, form: Format, language: str, name: str) -> None:
        """Write a format; raise DiglotError where it cannot be made."""
        assert self._read
        languages = (language,) if language else self._read.config.languages
        order = self._order(self._read, self.out, (form,), languages)
        if form is SITE:
            order = replace(order, looked_at=self._looked_at(), show=self._show)
        try:
            built = build(self._read, order, progress=_Quiet(), cache=self._cache, warm=pool)
            if form is SITE:
                self._unmade.clear()
                self._ahead = {}
            if not (form is SITE and self._is_ahead):  # else it was told when it was shown
                self._made(name)
        finally:
            self._is_ahead = False
        self._current.add(name)
        if built.missing:
            raise DiglotError("\n".join(f"{item.path}: {item.why}" for item in built.missing))

    def _looked_at(self) -> frozenset[str]:
        """Return the pages that can be shown before the rest of the website is made.

        That is when only text is new: styles and pictures of the former website fit them.
        """
        if not all(path.endswith(_TEXT) for path in self._unmade):
            return frozenset()
        return frozenset(page for page, count in tuple(self._pages.items()) if count > 0)

    def _show(self, pages: Mapping[str, bytes]) -> None:
        """Show pages of the website while the others are being made."""
        self._ahead, self._is_ahead = dict(pages), True
        self._made(SITE.name)

    def _made(self, name: str, **known: int) -> None:
        made = {**self.state.made, name: self.state.made.get(name, 0) + 1}
        self._tell(made=made, **known)

    def _tell(self, **known: Any) -> None:
        """Change the state, and tell those who listen."""
        self._state = replace(self._state, **known)
        for hear in tuple(self._hearing):
            hear()
