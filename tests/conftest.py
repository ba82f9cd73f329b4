"""What tests are given: a maker of projects, and the sample book built once."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
from collections.abc import Callable, Generator, Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from diglot.disk.cache import project_cache
from epub_checks import EpubChecks
from support import CHROMIUM, ROOT, SOUND, OnceMaker, ProjectMaker, run_process, write_project
from weights import mark_heavy, weighed

# A validator that starts in Java runs for a few seconds: to compile it well takes half of them.
os.environ.setdefault("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
# Fonts are unpacked once for all tests, and not in the cache of whoever runs them.
os.environ["XDG_CACHE_HOME"] = str(ROOT / ".diglot/machine")


@pytest.fixture
def project(tmp_path: Path) -> ProjectMaker:
    """Return a maker of projects: a small sound book, with the files given put over it."""

    def make(files: Mapping[str, str | bytes | None] | None = None) -> Path:
        folder = tmp_path / "project"
        return write_project(folder, {**SOUND, **(files or {})})

    return make


@pytest.fixture
def keyboard() -> Iterator[None]:
    """Let Ctrl-C reach what a test starts: a shell keeps it from all that runs behind it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> OnceMaker:
    """Return a maker of folders, each filled once for all processes of a test run.

    What fills a folder is given its path, where nothing is yet; if it fails, the next one tries.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent

    def make(name: str, fill: Callable[[Path], object]) -> Path:
        folder, done = shared / name, shared / f"{name}.done"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                shutil.rmtree(folder, ignore_errors=True)
                fill(folder)
                done.touch()
        return folder

    return make


@pytest.fixture(scope="session")
def handbook(once: OnceMaker) -> Path:
    """Return the folder of the sample book, built once for all processes of a test run."""

    def build(out: Path) -> None:
        done = run_process("build", "--no-cache", "--out", out)
        assert done.status == 0, done.out + done.err

    return once("handbook", build)


@pytest.fixture
def sample_copy(tmp_path: Path) -> Path:
    """Return a copy of the sample book's sources, to plant faults in.

    It has the sample book's own cache, so that only chapters with a fault are read anew.
    """
    folder = tmp_path / "sample"
    shutil.copytree(ROOT / "content", folder / "content")
    project_cache(ROOT)
    (folder / ".diglot").symlink_to(ROOT / ".diglot")
    return folder


def pytest_xdist_auto_num_workers() -> int:
    """Return how many processes `-n auto` is: one more than processors, as tests wait for others.

    For programs that they start, for files to change, for a book that another process builds.
    """
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Hold each test, with what is made for it, to its marker."""
    with weighed(item):
        return (yield)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Keep the tests of a file that share what is made once a file in one process of a test run.

    And mark those as heavy that are so by what they are given.
    """
    for item in items:
        mark_heavy(item, frozenset(item.fixturenames))
        fixtures = item._fixtureinfo.name2fixturedefs.values()
        if any(fixture.scope == "module" for found in fixtures for fixture in found[-1:]):
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


@pytest.fixture(scope="session")
def epub_checks() -> Iterator[EpubChecks]:
    """Return EPUBCheck: called with a book, it says what it finds, a line each."""
    with EpubChecks() as checks:
        yield checks


# The browser -----------------------------------------------------------------------


@pytest.fixture(scope="session")
def chromium() -> Iterator[Callable[[], Browser]]:
    """Return what starts Debian's Chromium, which keeps its memory out of the small /dev/shm."""
    arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-quic"]
    arguments += ["--disable-background-networking"]
    with sync_playwright() as playwright:
        launch = playwright.chromium.launch
        yield lambda: launch(executable_path=CHROMIUM, args=arguments)


@pytest.fixture(scope="session")
def browser(chromium: Callable[[], Browser]) -> Iterator[Browser]:
    """Return the one browser of all tests; a test opens pages of its own and closes them."""
    started = chromium()
    yield started
    started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return an empty page that knows nothing of other tests."""
    context = browser.new_context()
    yield context.new_page()
    context.close()
