"""Output: all or nothing, and nothing of anyone else's is lost."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from diglot.core.errors import DiglotError
from diglot.disk.cache import Cache, cache_key
from diglot.disk.output import Staging


def everything(_kind: str, _language: str) -> bool:
    """Say that a build makes every file anew."""
    return True


def write_build(out: Path, files: dict[str, bytes], kind: str = "pdf") -> None:
    """Make a build that holds some files."""
    with Staging(out) as staging:
        for name, content in files.items():
            staging.write(name, content, kind=kind, language="en")
        staging.commit(everything)


def fail_half_way(out: Path) -> None:
    """Begin a build and break off after one file."""
    with Staging(out) as staging:
        staging.write("a.pdf", b"new", kind="pdf")
        raise RuntimeError("half-way")


def contents(out: Path) -> dict[str, bytes]:
    """Return the files of a folder without the manifest."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }


def test_a_build_appears_whole(tmp_path: Path) -> None:
    """The manifest lists each file with its size and hash; nothing else stays behind."""
    out = tmp_path / "build"
    write_build(out, {"a.pdf": b"A", "site/x.html": b"XX"})
    assert contents(out) == {"a.pdf": b"A", "site/x.html": b"XX"}
    entries = json.loads((out / "manifest.json").read_text())["files"]
    assert [(entry["path"], entry["size"]) for entry in entries] == [
        ("a.pdf", 1),
        ("site/x.html", 2),
    ]
    assert entries[0]["sha256"].startswith("559aead08264d579")
    assert [path.name for path in tmp_path.iterdir()] == ["build"]


def test_a_build_that_fails_leaves_the_former_one(tmp_path: Path) -> None:
    """An error half-way changes no file and leaves no folder."""
    out = tmp_path / "build"
    write_build(out, {"a.pdf": b"A"})
    with pytest.raises(RuntimeError, match="half-way"):
        fail_half_way(out)
    assert contents(out) == {"a.pdf": b"A"}
    assert [path.name for path in tmp_path.iterdir()] == ["build"]


def test_what_is_not_built_again_stays(tmp_path: Path) -> None:
    """Building one format keeps the others, and their lines in the manifest."""
    out = tmp_path / "build"
    write_build(out, {"a.pdf": b"A"}, kind="pdf")
    with Staging(out) as staging:
        staging.write("b.epub", b"B", kind="epub", language="en")
        staging.commit(lambda kind, _language: kind == "epub")
    assert contents(out) == {"a.pdf": b"A", "b.epub": b"B"}
    paths = [e["path"] for e in json.loads((out / "manifest.json").read_text())["files"]]
    assert paths == ["a.pdf", "b.epub"]


def test_what_is_made_no_more_goes(tmp_path: Path) -> None:
    """A file of an earlier build that this one replaces by nothing is gone."""
    out = tmp_path / "build"
    write_build(out, {"site/old.html": b"O", "site/kept.html": b"K"}, kind="site")
    write_build(out, {"site/kept.html": b"K2"}, kind="site")
    assert contents(out) == {"site/kept.html": b"K2"}


def test_files_of_others_in_a_build_are_kept(tmp_path: Path) -> None:
    """What a person put into the output folder is still there after a build."""
    out = tmp_path / "build"
    write_build(out, {"a.pdf": b"A"})
    (out / "notes.txt").write_bytes(b"mine")
    write_build(out, {"a.pdf": b"A2"})
    assert contents(out) == {"a.pdf": b"A2", "notes.txt": b"mine"}


def test_a_folder_of_other_things_is_refused(tmp_path: Path) -> None:
    """A folder that was not made by a build is not written to."""
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(DiglotError, match="holds other files"), Staging(tmp_path):
        pass
    assert (tmp_path / "letter.txt").read_text() == "dear"


def test_a_swap_that_was_cut_short_is_put_right(tmp_path: Path) -> None:
    """If a process dies between the two renames, the next build finds the former one."""
    out = tmp_path / "build"
    write_build(out, {"a.pdf": b"A"})
    out.rename(tmp_path / ".build.former")
    with pytest.raises(RuntimeError), Staging(out):
        raise RuntimeError
    assert contents(out) == {"a.pdf": b"A"}


def test_leftovers_of_dead_processes_are_cleared(tmp_path: Path) -> None:
    """A killed build's folder is removed by the next; a living one's is not."""
    dead, living = tmp_path / ".build.new-4194305", tmp_path / f".build.new-{os.getppid()}"
    dead.mkdir()
    living.mkdir()
    write_build(tmp_path / "build", {"a.pdf": b"A"})
    assert (dead.exists(), living.exists()) == (False, True)


def test_an_artifact_cannot_leave_its_folder(tmp_path: Path) -> None:
    """A path that climbs out is refused."""
    with pytest.raises(DiglotError, match="may not leave"), Staging(tmp_path / "build") as staging:
        staging.write("../evil.txt", b"x", kind="site")


def test_a_file_as_output_folder_is_refused(tmp_path: Path) -> None:
    """--out that names a file is an error, and the file stays."""
    (tmp_path / "build").write_text("x")
    with pytest.raises(DiglotError, match="this is a file"), Staging(tmp_path / "build"):
        pass


def test_the_cache_gives_back_what_it_was_given(tmp_path: Path) -> None:
    """A result is found under its name, and only there."""
    cache = Cache(tmp_path)
    key = cache_key("pages", ["a", b"b"])
    cache.put(key, b"result")
    assert cache.get(key) == b"result"
    assert cache.get(cache_key("pages", ["ab", b""])) is None


def test_a_damaged_result_counts_as_none(tmp_path: Path) -> None:
    """A cut or changed file in the cache is not believed."""
    cache = Cache(tmp_path)
    key = cache_key("pages", ["a"])
    cache.put(key, b"result")
    (path,) = (p for p in tmp_path.rglob("*") if p.is_file())
    path.write_bytes(path.read_bytes()[:-1])
    assert cache.get(key) is None


def test_old_results_are_pruned(tmp_path: Path) -> None:
    """What nobody asked for in a month goes; what is in use stays."""
    cache = Cache(tmp_path)
    old, new = cache_key("pages", ["old"]), cache_key("pages", ["new"])
    cache.put(old, b"o")
    cache.put(new, b"n")
    now = 2_000_000_000.0
    for key, age_days in ((old, 31), (new, 29)):
        kind, _, digest = key.partition("-")
        path = tmp_path / digest[:2] / f"{digest}.{kind}"
        os.utime(path, (now - age_days * 86_400,) * 2)
    cache.prune(now)
    assert (cache.get(old), cache.get(new)) == (None, b"n")


def test_the_folder_is_bounded(tmp_path: Path) -> None:
    """What was used last stays, as much as there is room for."""
    cache = Cache(tmp_path)
    keys = [cache_key("pages", [str(number)]) for number in range(4)]
    for age, key in enumerate(keys):
        cache.put(key, bytes(1000))
        kind, _, digest = key.partition("-")
        os.utime(tmp_path / digest[:2] / f"{digest}.{kind}", (2_000_000_000.0 - age,) * 2)
    cache.prune(2_000_000_000.0, most_bytes=2500)
    assert [cache.get(key) is not None for key in keys] == [True, True, False, False]


def test_all_results_are_removed(tmp_path: Path) -> None:
    """Clearing tells how much was kept, and leaves nothing of it."""
    cache = Cache(tmp_path)
    key = cache_key("pages", ["a"])
    cache.put(key, bytes(1000))
    assert cache.clear() >= 1000
    assert cache.get(key) is None
    assert cache.clear() == 0


def test_a_folder_is_pruned_now_and_then(tmp_path: Path) -> None:
    """Within an hour the folder is not looked through again."""
    cache = Cache(tmp_path)
    cache.tidy(10**6)
    key = cache_key("pages", ["a"])
    cache.put(key, bytes(1000))
    cache.tidy(10)
    assert cache.get(key) is not None
    os.utime(tmp_path / "pruned", (time.time() - 4000,) * 2)
    cache.tidy(10)
    assert cache.get(key) is None


def test_files_that_are_as_they_were_keep_their_time(tmp_path: Path) -> None:
    """A file of the same bytes stays; one that somebody changed is written anew."""
    out = tmp_path / "build"
    for number in range(2):
        with Staging(out) as staging:
            for name in ("same", "touched", "new"):
                content = f"{name} {number if name == 'new' else ''}".encode()
                staging.write(name, content, kind="site")
            staging.commit(lambda _kind, _tag: True)
        if not number:
            (out / "touched").write_bytes(b"by somebody")
            for name in ("same", "touched", "new"):
                os.utime(out / name, (1_000_000_000,) * 2)
    assert {name: (out / name).read_bytes() for name in ("same", "touched", "new")} == {
        "same": b"same ",
        "touched": b"touched ",
        "new": b"new 1",
    }
    times = [(out / name).stat().st_mtime == 1_000_000_000 for name in ("same", "touched", "new")]
    assert times == [True, False, False]
