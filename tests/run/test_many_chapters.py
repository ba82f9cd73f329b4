"""A book of so many chapters that processes read and compare them, checked from nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from diglot.disk.cache import Cache
from diglot.run.pipeline import check_project
from diglot.work.workers import MANY_CHAPTERS
from support import ROOT, Silent, write_project

pytestmark = pytest.mark.heavy

TEXTS = {
    "en": "# Coal {n}\n\nText of 1901, as Bellingham says.\n\n## Mines\n\nDeep, 400 meters.\n",
    "he": '# פחם {n}\n\nטקסט "משנת 1902.\n\n## מכרות\n\nעמוקים, 400 מטרים.\n',
}


def write_book(folder: Path, chapters: int) -> Path:
    """Write a book with faults in each of its chapters."""
    files = {
        f"content/{tag}/{n:02}-coal.md": text.format(n=n)
        for tag, text in TEXTS.items()
        for n in range(1, chapters + 1)
    }
    return write_project(folder, {"content/book.yaml": "languages: [en, he]\n", **files})


def kept(cache: Cache) -> dict[str, bytes]:
    """Return all files of a cache by name."""
    assert cache.folder
    return {path.name: path.read_bytes() for path in cache.folder.glob("*/*.*")}


class Meddler(Silent):
    """Someone who writes to the first chapter when all are read."""

    def __init__(self, path: Path, reads: int) -> None:
        self._path, self._left = path, reads

    def step(self, detail: str = "") -> None:
        """Count what was read."""
        super().step(detail)
        self._left -= 1
        if not self._left:
            self._path.write_text("# Coal\n\nText of 1902.\n")


def test_many_chapters_are_compared_in_processes_as_in_one(tmp_path: Path) -> None:
    """What is found is the same, and so is all that is kept of it."""
    folder = write_book(tmp_path / "book", 40)
    caches = [Cache(tmp_path / str(jobs)) for jobs in (1, 2)]
    alone, shared = (
        check_project(folder, jobs=jobs, progress=Silent(), cache=cache)
        for jobs, cache in enumerate(caches, 1)
    )
    assert alone.findings == shared.findings
    assert len(alone.findings) > 40
    records = [kept(cache) for cache in caches]
    assert records[0] == records[1]
    assert sum(name.endswith(".pair") for name in records[0]) == 40


def test_what_changed_before_others_compare_it_leaves_nothing(tmp_path: Path) -> None:
    """Nothing that was found in the chapters is kept, and the next check finds what is there."""
    folder = write_book(tmp_path / "book", 40)
    cache = Cache(tmp_path / "cache")
    meddler = Meddler(folder / "content/en/01-coal.md", 80)
    check_project(folder, jobs=2, progress=meddler, cache=cache)
    assert {name.partition(".")[2] for name in kept(cache)} == {"reading"}
    now, fresh = (
        check_project(folder, jobs=2, progress=Silent(), cache=each)
        for each in (cache, Cache(None))
    )
    assert now.findings == fresh.findings


# Prints whether processes were begun to be loaded before anything was read.
LOADED = """
import sys
from multiprocessing.forkserver import _forkserver
from pathlib import Path
from diglot.config import load_config
from diglot.disk.cache import Cache
from diglot.run.lazy_book import LazyBook

class Asked(Exception):
    pass

class Impatient:  # who lets nothing be read
    step = print

    def begin(self, task, total):
        raise Asked

folder, cache, jobs = Path(sys.argv[1]), Cache(Path(sys.argv[2])), int(sys.argv[3])
try:
    LazyBook(load_config(folder), jobs=jobs, progress=Impatient(), cache=cache).outcome()
except Asked:
    print(_forkserver._forkserver_pid is not None)
"""


@pytest.mark.parametrize(
    ("chapters", "is_new", "jobs", "is_loaded"),
    [
        (MANY_CHAPTERS // 2, True, 2, True),
        (MANY_CHAPTERS // 2 - 1, True, 2, False),
        (MANY_CHAPTERS // 2, False, 2, False),
        (MANY_CHAPTERS // 2, True, 1, False),
    ],
)
def test_what_processes_need_is_loaded_before_it_is_known_what_is_new(
    tmp_path: Path, chapters: int, is_new: bool, jobs: int, is_loaded: bool
) -> None:
    """Where nothing was ever kept of a book of many chapters, and only there."""
    folder, cache = write_book(tmp_path / "book", chapters), tmp_path / "cache"
    if not is_new:
        cache.mkdir()
    command = [sys.executable, "-c", LOADED, str(folder), str(cache), str(jobs)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(is_loaded)]
