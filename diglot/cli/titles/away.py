"""Books that are made on the machines of a cluster, before they are made here.

Knows that a step is named by all that goes into it: a book goes there as bytes, what its steps
gave comes back as bytes and is kept, and whoever then checks or builds the book here finds it. So
nothing that is lost on the way, or was made in another way there, can change what is made here.
"""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from diglot.cli.building import Wanted, built, is_built
from diglot.cli.checking import Asked, checked
from diglot.cli.terminal import Terminal
from diglot.cli.titles.named import Title
from diglot.cli.titles.recording import Recorder
from diglot.cli.titles.telling import Quiet
from diglot.config import load_config
from diglot.core.errors import DiglotError
from diglot.disk.cache import project_cache
from diglot.disk.files import Files
from diglot.disk.parcel import packed, unpack
from diglot.disk.template_files import templates_of
from diglot.manuscript import manuscript_of
from diglot.reader.edition import chapter_jobs
from diglot.reader.pandoc.running import pandoc_version
from diglot.report.wording import plural
from diglot.run.lazy_book import LazyBook
from diglot.run.outcomes import outcome_key
from diglot.work.cluster import Cluster, ClusterError, cluster
from diglot.work.here import Here
from diglot.work.workers import WorkerDiedError

Results = tuple[tuple[str, bytes], ...]
Job = TypeVar("Job", Asked, Wanted)
Make = Callable[["Sent", Job], Results]

_PARCEL, _EPOCH = "book", "SOURCE_DATE_EPOCH"
# Above so much text, what has not changed is worth more than another machine,
_SMALL_BYTES = 100_000
# and above so much, all machines are worth more than one.
_LARGE_BYTES = 1_000_000
_AHEAD = 3  # jobs that wait for each machine, so that none waits for a job
_PARTS = 4  # of a large book, for each machine, as they are not equally long


class Sent(Struct, frozen=True):
    """A book on its way. name: of its folder. files: the folders of it, as one file.

    pandoc: its version here. epoch: what is said here of the time that files carry.
    """

    name: str
    files: Files
    pandoc: str
    epoch: str | None


def check_away(titles: Sequence[Title], asked: Asked, terminal: Terminal) -> None:
    """Have books checked on a cluster, so that to check them here finds all of it done."""
    _make_away(titles, asked, _checked, "Checking", terminal, _is_checked)


def build_away(titles: Sequence[Title], wanted: Wanted, terminal: Terminal) -> frozenset[Path]:
    """Have books built on a cluster, so that to build them here finds all of it made.

    Returns those of which something came back.
    """

    def is_done(project: Path) -> bool:
        out = wanted.out and wanted.out / project.name
        return is_built(replace(wanted, project=project, out=out))

    return _make_away(titles, wanted, _built, "Making", terminal, is_done)


def _make_away(
    titles: Sequence[Title],
    job: Job,
    make: Make[Job],
    task: str,
    terminal: Terminal,
    is_done: Callable[[Path], bool],
) -> frozenset[Path]:
    """Have something made of each book that gains by it, keep what comes back, return of which.

    is_done: tells of a book whether it was made already. Raises ClusterError where no machine can
    do it.
    """
    projects = [] if job.no_cache else [title.project for title in titles]
    gaining = {project for project in projects if _gains(project) and not is_done(project)}
    if not gaining:
        return frozenset()
    came: set[Path] = set()
    waiting: deque[tuple[Title, Callable[[], Results]]] = deque()
    with terminal.progress() as progress, cluster(job.scheduler) as machines:

        def keep() -> None:
            title, wait = waiting.popleft()
            try:
                if _keep(title.project, wait):
                    came.add(title.project)
            except ClusterError:
                raise
            except Exception as error:  # noqa: BLE001 - it is made here then, where faults are told
                terminal.log(
                    f"{title.name}: no machine could do it, so it is done here ({error!r})"
                )
            progress.step(title.name)

        what = f"{task} {plural(len(gaining), 'book')} on {plural(machines.size, 'machine')}"
        progress.begin(what, len(gaining) if len(titles) > 1 else 0)
        # A path of this machine says nothing there.
        there = replace(job, project=Path(), scheduler="")
        for title in (title for title in titles if title.project in gaining):
            begun = _begun(machines, title.project, make, there, is_alone=len(titles) == 1)
            waiting.extend((title, wait) for wait in begun)
            while len(waiting) > _AHEAD * max(machines.size, 1):
                keep()
        while waiting:
            keep()
    return frozenset(came)


def _begun(
    machines: Cluster, project: Path, make: Make[Job], job: Job, *, is_alone: bool
) -> Iterator[Callable[[], Results]]:
    """Begin what is made of a book elsewhere, and yield what waits for it.

    is_alone: whether all machines are there for this book. A large one is read by all of them.
    """
    sent = _sent(project)
    if sent is None:
        return
    parts = _parts(project, machines.size) if is_alone else []
    for part in parts:
        yield machines.submit(_read, sent, part)
    if not parts:
        yield machines.submit(make, sent, job)


def _parts(project: Path, machines: int) -> list[frozenset[str]]:
    """Return the chapters of a book in parts of which each is worth a machine; none if it is small.

    A chapter is in one part with its translations.
    """
    sizes: dict[str, int] = {}
    with suppress(DiglotError, OSError):
        for job in chapter_jobs(manuscript_of(load_config(project))):
            sizes[job.name] = sizes.get(job.name, 0) + job.path.stat().st_size
    total = sum(sizes.values())
    if total < _LARGE_BYTES:
        return []
    parts: list[set[str]] = [set()]
    size, most = 0, total // (_PARTS * machines + 1) + 1
    for name, length in sizes.items():
        if size >= most:
            parts.append(set())
            size = 0
        parts[-1].add(name)
        size += length
    return [frozenset(part) for part in parts]


def _is_checked(project: Path) -> bool:
    """Tell whether the outcome of a check is there, or it is told here that there can be none."""
    try:
        return project_cache(project).has(outcome_key(load_config(project)))
    except DiglotError:
        return True


def _gains(project: Path) -> bool:
    """Tell whether a book is small, or nothing of it was kept."""
    if not (project / ".diglot").is_dir():
        return True
    texts = (project / "content").rglob("*.md")
    with suppress(OSError):
        return sum(path.stat().st_size for path in texts) < _SMALL_BYTES
    return False


def _sent(project: Path) -> Sent | None:
    """Return a book as it can go elsewhere; None for one that is the same only here."""
    content = packed([project / "content", *templates_of(project)[:-1]])
    if content is None:
        return None
    digest = hashlib.sha256(content).hexdigest()
    files = Files(((_PARCEL, digest),), {digest: content})
    return Sent(project.name, files, pandoc_version(), os.environ.get(_EPOCH))


def _keep(project: Path, wait: Callable[[], Results]) -> bool:
    """Keep what was made of a book, and tell whether anything was."""
    try:
        results = wait()
    except WorkerDiedError:
        return False  # what a machine dies of is found out here
    cache = project_cache(project)
    for key, content in results:
        cache.put(key, content)
    return bool(results)


# On the worker ---------------------------------------------------------------------


def _checked(sent: Sent, asked: Asked) -> Results:
    """Check a book there, and return what its steps gave."""

    def check(project: Path) -> None:
        checked(replace(asked, project=project, jobs=1, since="", languages=()), Quiet())

    return _made(sent, check)


def _built(sent: Sent, wanted: Wanted) -> Results:
    """Build a book there, and return what its steps gave."""

    def build(project: Path) -> None:
        built(replace(wanted, project=project, out=None, jobs=1), Recorder(), warm=Here())

    return _made(sent, build)


def _read(sent: Sent, names: frozenset[str]) -> Results:
    """Read some chapters of a book there, and return what is found in each by itself."""

    def read(project: Path) -> None:
        config, cache = load_config(project), project_cache(project)
        LazyBook(config, jobs=1, progress=Quiet(), cache=cache).read_ahead(names)

    return _made(sent, read)


def _made(sent: Sent, make: Callable[[Path], object]) -> Results:
    """Return what the steps of something give that is made of a book.

    What is wrong with the book is told by whoever makes it where the book lies.
    """
    with _unpacked(sent) as project:
        with suppress(DiglotError):
            make(project)
        return tuple(project_cache(project).entries())


@contextmanager
def _unpacked(sent: Sent) -> Iterator[Path]:
    """Give a folder of the same name with the same files, at the same time.

    Raises ClusterError where another pandoc would read it.
    """
    if pandoc_version() != sent.pandoc:
        raise ClusterError(
            f"a worker has pandoc {pandoc_version()}, and here it is {sent.pandoc}",
            "install the same on every machine",
        )
    content = sent.files.read(_PARCEL) or b""
    with TemporaryDirectory() as folder, _epoch(sent.epoch):
        project = Path(folder) / sent.name
        project.mkdir()
        unpack(content, project)
        yield project


@contextmanager
def _epoch(wanted: str | None) -> Iterator[None]:
    """Let files carry the same time as on the machine of the command."""
    before = os.environ.pop(_EPOCH, None)
    if wanted is not None:
        os.environ[_EPOCH] = wanted
    try:
        yield
    finally:
        os.environ.pop(_EPOCH, None)
        if before is not None:
            os.environ[_EPOCH] = before
