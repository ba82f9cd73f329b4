"""A book that a process reads again: as it is read from nothing, and in the parts it had before."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from changes import BOOK, EDITS, change, in_book, in_file
from diglot.config import load_config
from diglot.disk.cache import Cache, project_cache
from diglot.disk.memory import Memory
from diglot.run.lazy_book import LazyBook, Remains
from support import Silent, write_project

pytestmark = pytest.mark.heavy


def read(folder: Path, cache: Cache, former: Remains | None = None) -> LazyBook:
    """Return a book that will be read."""
    return LazyBook(load_config(folder), jobs=1, progress=Silent(), cache=cache, former=former)


def kept(folder: Path) -> Cache:
    """Return the cache of a project for a process that goes on."""
    return replace(project_cache(folder), memory=Memory())


@pytest.mark.parametrize("step", [3, pytest.param(1, marks=pytest.mark.long)])
def test_a_row_of_changes_is_read_as_from_nothing(tmp_path: Path, step: int) -> None:
    """Whatever changed since a book was read, its text, its pairs and its findings are right.

    step: whether each change is tried, or each third.

    Whether the text is asked for first, or the findings: of two that go on, one does either.
    """
    folder = write_project(tmp_path / "book", BOOK)
    caches = [Cache(tmp_path / name, Memory()) for name in ("text", "findings")]
    formers: list[Remains | None] = [None, None]
    for kind, edit in [*{"nothing": {}, **EDITS}.items()][::step]:
        change(folder, edit)
        fresh = read(folder, Cache(None))
        books = [read(folder, *known) for known in zip(caches, formers, strict=True)]
        books[1].outcome()
        for now in books:
            assert now.bitext == fresh.bitext, kind
            assert now.outcome() == fresh.outcome(), kind
            assert {f for f in now.written if f.rule == "unreadable-chapter"} == set(), kind
        formers = [now.remains() for now in books]


def test_what_has_not_changed_is_what_it_was(tmp_path: Path) -> None:
    """Chapters and editions that are as they were are the same values, and only those."""
    folder = write_project(tmp_path / "book", BOOK)
    cache = kept(folder)
    first = read(folder, cache)
    first.outcome()
    change(folder, in_file("content/he/02-gas.md", "30.", "30. ועוד."))
    now = read(folder, cache, first.remains())
    one, other = first.bitext.book, now.bitext.book
    assert now.bitext == read(folder, Cache(None)).bitext
    assert other.source is one.source
    hebrew = [edition.translations[0].chapters for edition in (one, other)]
    assert [a is b for a, b in zip(*hebrew, strict=True)] == [True, False]


def test_a_file_that_changes_while_it_is_read_leaves_nothing(tmp_path: Path) -> None:
    """What was read of files that then changed is not taken for what they hold now."""
    folder = write_project(tmp_path / "book", BOOK)
    cache = kept(folder)
    first = read(folder, cache)
    assert first.bitext
    change(folder, EDITS["a chapter"])
    first.outcome()
    now = read(folder, cache, first.remains())
    assert now.bitext == read(folder, Cache(None)).bitext
    assert now.outcome() == read(folder, Cache(None)).outcome()


def test_settings_that_change_before_all_else_is_read_leave_nothing(tmp_path: Path) -> None:
    """What was found by settings of a moment ago is not kept for those that are there now."""
    folder = write_project(tmp_path / "book", BOOK)
    first = read(folder, kept(folder))
    change(folder, in_book("parity: {severity: {missing-section: off}}\n"))
    change(folder, {"content/he/02-gas.md": "# גז\n\nעל [](01-oil.md#tbl-ships).\n"})
    by_former_settings = first.outcome()
    now = read(folder, kept(folder)).outcome()
    assert now == read(folder, Cache(None)).outcome() != by_former_settings
