"""A build with nothing to do ends at once, and whatever is not as it was is made again."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from diglot.cli import building as command
from diglot.disk.cache import project_cache
from support import Run, run_diglot, run_process, write_project

pytestmark = pytest.mark.heavy

IDLE = "Nothing has changed since these were built."
FORMATS = ("build", "epub", "site")
FILES = {
    "content/book.yaml": "id: small\nlanguages: [en, he]\n",
    "content/en/book.yaml": "title: A Small Book\ndate: 2026-01-02\n",
    "content/he/book.yaml": "title: ספר קטן\ndate: 2026-01-02\n",
    "content/en/01-oil.md": "# Oil\n\nAbout oil.\n\n## Price {#price}\n\nIt rose by 4%.\n",
    "content/he/01-oil.md": "# נפט\n\nעל הנפט.\n\n## המחיר {#price}\n\nהוא עלה ב־4%.\n",
}


def build(folder: Path, *options: str, **environment: str) -> Run:
    """Build a project without pages, which take longest."""
    return run_diglot(*FORMATS, *options, "--project", folder, **environment)


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of a project's output folder."""
    out = folder / "build"
    files = (path for path in out.rglob("*") if path.is_file())
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """Return a project that was built."""
    folder = write_project(tmp_path / "book", FILES)
    done = build(folder)
    assert done.status == 0, done.err
    assert IDLE not in done.out
    return folder


def test_a_second_build_writes_nothing(built: Path) -> None:
    """Where nothing changed the files stay as they are, and are listed as at the first build."""
    listed = run_diglot(*FORMATS, "--draft", "--project", built).out.splitlines()[:-1]
    times = {path: path.stat().st_mtime_ns for path in (built / "build").rglob("*")}
    again = build(built, "--draft")
    assert again.status == 0
    assert again.out.splitlines() == [*listed, IDLE]
    assert len(listed) == 3
    assert {path: path.stat().st_mtime_ns for path in (built / "build").rglob("*")} == times


def remove(path: Path) -> None:
    """Take a file away."""
    path.unlink()


def alter(path: Path) -> None:
    """Change a byte of a file, and leave its size and times as they were."""
    status = path.stat()
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def cut(path: Path) -> None:
    """Leave half of a file."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def link(path: Path) -> None:
    """Put a link to the same content in a file's place."""
    other = path.parent.parent / f"{path.name}.elsewhere"
    path.rename(other)
    path.symlink_to(other)


@pytest.mark.parametrize("harm", [remove, alter, cut, link])
@pytest.mark.parametrize("name", ["small-en.epub", "site/en/01-oil.html"])
def test_what_is_not_as_it_was_made_is_made_again(
    built: Path, harm: Callable[[Path], None], name: str
) -> None:
    """A file that is gone, altered, cut or no file any more is noticed, with the rest as it was."""
    before = contents(built)
    harm(built / "build" / name)
    again = build(built)
    assert again.status == 0
    assert IDLE not in again.out
    assert before.items() <= contents(built).items()
    assert not (built / "build" / name).is_symlink()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("content/en/01-oil.md", FILES["content/en/01-oil.md"].replace("About", "On")),
        ("content/he/book.yaml", "title: ספר קטן מאוד\ndate: 2026-01-02\n"),
        ("content/book.yaml", "id: small\nlanguages: [en, he]\nsite: {parallel: false}\n"),
        ("content/en/picture.png", "no picture that anybody shows"),
        ("content/he/translated.lock", "01-oil\t000000000000:000000000000\tOn oil.\n"),
        ("templates/site/site.css", "body { color: #123456 }\n"),
        ("templates/epub/epub.css", "body { color: #123456 }\n"),
    ],
)
def test_whatever_goes_in_is_seen(built: Path, name: str, content: str) -> None:
    """After a change of any file that a build reads, it makes what a first build makes."""
    write_project(built, {name: content})
    done = build(built)
    assert IDLE not in done.out
    cold = run_diglot(*FORMATS, "--no-cache", "--project", built, "--out", built / "cold")
    assert done.status == cold.status == 0
    fresh = {
        path.relative_to(built / "cold").as_posix(): path.read_bytes()
        for path in (built / "cold").rglob("*")
        if path.is_file()
    }
    assert contents(built) == fresh
    assert IDLE in build(built).out


def test_what_is_asked_for_is_seen(built: Path) -> None:
    """Other formats, languages, dates and drafts are other builds."""
    assert IDLE not in build(built, "--lang", "he").out
    assert IDLE not in build(built, "--draft").out
    assert IDLE not in build(built, SOURCE_DATE_EPOCH="1700000000").out
    assert IDLE in build(built, SOURCE_DATE_EPOCH="1700000000").out
    assert IDLE not in run_diglot("build", "epub", "--project", built).out
    assert IDLE not in build(built, "--no-cache").out
    assert IDLE in build(built).out  # of which the last has made what the first had


def test_a_book_without_a_date_is_built_each_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A book that carries today's date is made anew tomorrow."""
    titles = {f"content/{tag}/book.yaml": "title: Book\n" for tag in ("en", "he")}
    folder = write_project(tmp_path / "book", FILES | titles)
    build(folder)
    assert IDLE in build(folder).out
    tomorrow = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=1)
    monkeypatch.setattr(command, "_today", lambda: tomorrow)
    assert IDLE not in build(folder).out
    assert IDLE in build(folder).out


def test_a_changed_list_of_files_is_not_believed(built: Path) -> None:
    """A manifest that was edited is no proof: all that it lists is made again."""
    before = contents(built)
    path = built / "build/manifest.json"
    path.write_bytes(path.read_bytes().replace(b"small-en.epub", b"small-xx.epub"))
    assert IDLE not in build(built).out
    assert before.items() <= contents(built).items()


def test_a_draft_says_again_what_is_wrong(tmp_path: Path) -> None:
    """A draft of which nothing is new lists the findings as before, with the same status."""
    folder = write_project(tmp_path / "book", FILES | {"content/he/01-oil.md": "# נפט\n"})
    first, again = (build(folder, "--draft") for _ in range(2))
    assert (first.status, again.status) == (1, 1)
    assert "S103 missing-section" in again.out
    assert "This is a draft" in again.out
    assert IDLE in again.out
    assert [line for line in first.out.splitlines() if ": error" in line] == [
        line for line in again.out.splitlines() if ": error" in line
    ]


def test_what_was_kept_and_is_no_build_is_not_believed(built: Path) -> None:
    """A kept build that this program did not write costs time, and nothing else."""
    cache = project_cache(built)
    assert cache.folder
    (path,) = cache.folder.glob("*/*.build")
    for content in (b"", b"[]", b'{"assumptions": []}', b"\x80"):
        cache.put(f"build-{path.stem}", content)
        assert IDLE not in build(built).out
        assert IDLE in build(built).out


def test_an_idle_build_starts_light(tmp_path: Path) -> None:
    """Where nothing changed, neither settings nor anything that reads, draws or fills is loaded."""
    folder = write_project(tmp_path / "book", FILES)
    run_process(*FORMATS, "--project", folder)
    done = run_process(*FORMATS, "--project", folder, PYTHONPROFILEIMPORTTIME="1")
    assert IDLE in done.out
    loaded = {line.rpartition("|")[2].strip() for line in done.err.splitlines()}
    assert "diglot.run.unchanged" in loaded
    slow = ("weasyprint", "pypandoc", "babel", "jinja2", "pydantic", "lxml", "fontTools", "yaml")
    assert loaded.isdisjoint(slow)
    ours = {name.split(".")[1] for name in loaded if name.startswith("diglot.")}
    assert ours == {"cli", "core", "disk", "report", "run", "work"}
