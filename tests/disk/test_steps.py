"""A step is made once, and only what it gave is taken for what it gives."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from diglot.disk.cache import NO_CACHE, Cache, HeldBack, cache_key, used, using
from diglot.disk.steps import BYTES, Step, records, step
from support import ROOT


@dataclass(frozen=True, slots=True)
class Count:
    """A record."""

    words: int
    names: tuple[str, ...]


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """Return an empty cache."""
    return Cache(tmp_path / "cache")


def counting(content: bytes) -> tuple[Callable[[], bytes], list[int]]:
    """Return what makes some bytes, and a list that grows when it does."""
    made: list[int] = []

    def make() -> bytes:
        made.append(1)
        return content

    return make, made


def test_a_step_is_made_once(cache: Cache) -> None:
    """Of the same inputs it is taken from where it was kept; of others it is made."""
    make, made = counting(b"pages")
    for _ in range(3):
        assert step("pages", [b"a", "b"]).result(make, BYTES, store=cache) == b"pages"
    assert len(made) == 1
    step("pages", [b"ab"]).result(make, BYTES, store=cache)
    step("cover", [b"a", "b"]).result(make, BYTES, store=cache)
    assert len(made) == 3


def test_inputs_are_told_apart_by_where_they_end() -> None:
    """Two inputs are not one that reads the same."""
    assert Step("x", ("ab", "c")).key != Step("x", ("a", "bc")).key
    assert Step("x", ("abc",)).key != Step("x", ("abc", "")).key


def test_an_empty_result_is_a_result(cache: Cache) -> None:
    """What gives no bytes is kept as well."""
    make, made = counting(b"")
    for _ in range(2):
        assert step("dots", ["words"]).result(make, BYTES, store=cache) == b""
    assert len(made) == 1


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[1, 2]", b'{"words": "3", "names": []}', b'{"words": 3}', b"\x80", b"nul"],
)
def test_what_is_no_such_record_is_made_again(cache: Cache, content: bytes) -> None:
    """A well sealed entry of another form costs time, and nothing else."""
    wanted = Count(3, ("Ann",))
    own = step("count", ["text"])
    cache.put(own.key, content)
    for _ in range(2):
        assert own.result(lambda: wanted, records(Count), store=cache) == wanted
    assert own.result(lambda: Count(0, ()), records(Count), store=cache) == wanted


def test_a_record_that_does_not_fit_is_made_again(cache: Cache) -> None:
    """What cannot be of these inputs is not taken, though it is such a record."""
    own = step("count", ["text"])
    own.result(lambda: Count(2, ()), records(Count), store=cache)
    found = own.result(
        lambda: Count(3, ()), records(Count), store=cache, fits=lambda count: count.words == 3
    )
    assert found == Count(3, ())


def test_an_entry_under_the_name_of_another_is_none(cache: Cache) -> None:
    """A file that was copied over another is noticed, whole as it is."""
    names = [cache_key("pages", [text]) for text in ("a", "b")]
    for name in names:
        cache.put(name, name.encode())
    assert cache.folder
    one, other = (next(cache.folder.glob(f"*/{name[6:]}.pages")) for name in names)
    other.write_bytes(one.read_bytes())
    assert cache.get(names[0]) == names[0].encode()
    assert cache.get(names[1]) is None


def test_what_is_held_back_is_kept_when_it_is_known_to_be_right(cache: Cache) -> None:
    """Until then no other process sees it; what is dropped nobody ever does."""
    held = HeldBack(cache)
    held.put("pages-1", b"first")
    assert held.get("pages-1") == b"first"
    assert cache.get("pages-1") is None
    held.keep()
    assert cache.get("pages-1") == b"first"
    held.put("pages-2", b"second")
    held.drop()
    held.keep()
    assert held.get("pages-2") is None


@pytest.mark.parametrize("is_sound", [True, False])
def test_what_is_made_later_goes_where_it_is_known_to_be_right(
    cache: Cache, is_sound: bool
) -> None:
    """Once nothing has changed so far, results are kept at once; else they are held back."""
    held = HeldBack(cache, lambda: is_sound)
    held.put("pages-1", b"first")
    held.settled().put("pages-2", b"second")
    assert [cache.has(key) for key in ("pages-1", "pages-2")] == [is_sound, is_sound]
    assert held.get("pages-2") == b"second"


def test_a_process_uses_a_cache_for_as_long_as_it_is_told(cache: Cache) -> None:
    """Steps that know of no cache keep nothing before and after."""
    assert used() is NO_CACHE
    make, made = counting(b"font")
    with using(cache):
        assert used() is cache
        for _ in range(2):
            step("font", ["a"]).result(make, BYTES)
    assert used() is NO_CACHE
    step("font", ["a"]).result(make, BYTES)
    assert len(made) == 2


@pytest.mark.heavy
def test_a_file_that_cannot_be_written_whole_leaves_nothing(cache: Cache) -> None:
    """On a disk that is full nothing is kept, and no piece of it stays behind."""
    code = (
        "import resource, signal, sys; from pathlib import Path; "
        "from diglot.disk.cache import Cache, cache_key; "
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)); "
        "key = cache_key('pages', ['a']); cache = Cache(Path(sys.argv[1])); "
        "cache.put(key, b'x' * 5000); print(cache.get(key))"
    )
    command = [sys.executable, "-c", code, str(cache.folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "None"
    assert cache.folder
    assert [path for path in cache.folder.rglob("*") if path.is_file()] == []


@pytest.mark.heavy
def test_what_may_be_read_only_is_read(cache: Cache) -> None:
    """A folder that nobody may write to gives what is in it, and takes nothing."""
    key = cache_key("pages", ["a"])
    cache.put(key, b"first")
    assert cache.folder
    for path in (*cache.folder.rglob("*"), cache.folder):
        path.chmod(0o555 if path.is_dir() else 0o444)
    code = (
        "import os, sys; from pathlib import Path; from diglot.disk.cache import Cache; "
        "os.geteuid() or os.setuid(65534); cache = Cache(Path(sys.argv[1])); "
        "cache.put(sys.argv[2] + '0', b'second'); print(cache.get(sys.argv[2]))"
    )
    for folder in cache.folder.parents:
        if "pytest-of-" in folder.as_posix():  # which only root could pass through
            folder.chmod(folder.stat().st_mode | 0o111)
    command = [sys.executable, "-c", code, str(cache.folder), key]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "b'first'"
    assert len([path for path in cache.folder.rglob("*") if path.is_file()]) == 1
