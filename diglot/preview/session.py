"""A book that is made again at every change, and what is known of it meanwhile.

One thread watches the project's files, another makes the book; those who look ask for the
state. What cannot be made is said, and what was made before stays.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from queue import Empty, SimpleQueue

from diglot.core.errors import DiglotError
from diglot.core.formats import FORMATS, Format
from diglot.disk.cache import Cache
from diglot.disk.changes import changed_files, named
from diglot.run.building.build import build
from diglot.run.building.work import Order
from diglot.run.pipeline import Checked, check_project
from diglot.work.workers import Workers, workers

MakeOrder = Callable[[Checked, Path, tuple[Format, ...], tuple[str, ...]], Order]
SITE = next(form for form in FORMATS if form.is_folder)
PAGED = {form.name: form for form in FORMATS if form.files.endswith(".pdf")}
CHECK = "check"


@dataclass(frozen=True, slots=True)
class State:
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


class Session:
    """The making of a book for those who look at it.

    project: its folder. out: where it is made. order: returns the order for formats and
    languages of a checked book. say: is told each change in words.
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
        self.checked: Checked | None = None
        self.state = State()
        self._order = order
        self._jobs = jobs
        self._cache = cache
        self._say = say
        self._wanted: dict[str, tuple[Format, str]] = {}
        self._looking: Counter[str] = Counter()
        self._current: set[str] = set()  # what was made since the last change
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
    def looking(self, part: str) -> Iterator[None]:
        """Have a part made again at each change, for as long as someone looks at it."""
        self._looking[part] += 1
        try:
            yield
        finally:
            self._looking[part] -= 1

    def file(self, form: Format, language: str) -> Path | None:
        """Return the file of a format, if it has been made."""
        if self.checked is None:
            return None
        path = self.out / form.path(self.checked.config.id, language)
        return path if path.is_file() else None

    def _watch(self) -> None:
        for paths in changed_files(self.project, self._stop):
            self._turns.put(paths)

    def _make(self) -> None:
        with workers(self._jobs) as pool:
            for paths in self._batches():
                if paths:
                    self._say(named(paths))
                self._turn(pool, has_changed=bool(paths) or self.checked is None)

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
        """Make what has changed, and what is wanted for the first time."""
        self.state = replace(self.state, is_busy=True)
        error = ""
        start = time.monotonic()
        try:
            if has_changed:
                self._current.clear()
                self._check()
                self._write(pool, SITE, "", SITE.name)
            for name, (form, language) in tuple(self._wanted.items()):
                if name in self._current:
                    continue
                if has_changed and name in self.state.made and not self._looking[name]:
                    del self._wanted[name]  # until someone asks for it again
                else:
                    self._write(pool, form, language, name)
            self._say(f"Made in {time.monotonic() - start:.1f} s.")
        except DiglotError as stopped:
            error = str(stopped)
        except Exception as stopped:  # noqa: BLE001 - the preview outlives what it shows
            error = f"{type(stopped).__name__}: {stopped}"
        if error:
            self._say(f"error: {error}")
        self.state = replace(self.state, is_busy=False, error=error)

    def _check(self) -> None:
        self.checked = check_project(
            self.project, jobs=self._jobs, progress=_Quiet(), cache=self._cache
        )
        found = Counter(finding.severity for finding in self.checked.findings)
        self.state = replace(self.state, errors=found["error"], warnings=found["warning"])
        self._made(CHECK)

    def _write(self, pool: Workers, form: Format, language: str, name: str) -> None:
        """Write a format; raise DiglotError where it cannot be made."""
        assert self.checked
        languages = (language,) if language else self.checked.config.languages
        order = self._order(self.checked, self.out, (form,), languages)
        built = build(self.checked, order, progress=_Quiet(), cache=self._cache, warm=pool)
        self._made(name)
        if built.missing:
            raise DiglotError("\n".join(f"{item.path}: {item.why}" for item in built.missing))

    def _made(self, name: str) -> None:
        self._current.add(name)
        made = {**self.state.made, name: self.state.made.get(name, 0) + 1}
        self.state = replace(self.state, made=made)
