"""The name of kept markup says all that the markup depends on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from diglot.core.model import Chapter, Edition, Paragraph, Position, Section, Text
from diglot.disk.cache import Cache, using
from diglot.lang.locales import load_locale
from diglot.render.apparatus.index import Index
from diglot.render.apparatus.kept import ROOMS
from diglot.render.apparatus.numbering import Numbering
from diglot.render.chapters import Renderer
from diglot.render.target import BROWSER, PAPER, Target
from support import ROOT

HERE = Position("content/en/01.md")


def chapter(name: str, words: str, heading: str = "Use") -> Chapter:
    """Return a chapter of a paragraph and a section."""
    section = Section("use", True, 2, (Text(heading),), HERE)
    return Chapter(name, "en", (Text(name),), HERE, (Paragraph((Text(words),), HERE),), (section,))


def edition(*chapters: Chapter) -> Edition:
    """Return an edition of some chapters."""
    return Edition("en", "Book", chapters)


def rendered(book: Edition, able: object = BROWSER, key: str = "here") -> str:
    """Return the body of the first chapter."""
    target = Target(able, lambda place, _: f"#{place.id}", lambda asset: asset.name, key=key)  # type: ignore[arg-type]
    return str(Renderer(book, load_locale("en"), target).chapter(book.chapters[0]).body)


def kept(cache: Cache) -> int:
    """Return how many pieces of markup are kept."""
    return len(list(cache.folder.glob("*/*.markup"))) if cache.folder else 0


def test_nothing_that_markup_can_be_told_is_missing_from_its_name() -> None:
    """Whoever gives the index, the numbering or a target something new must look at their keys."""
    locale, book = load_locale("en"), edition(chapter("a", "x"))
    known = {"locale", "emphasis", "signs", "spaces", "numbering", "names", "_chapters"}
    assert set(vars(Index(book, locale))) - {"_names_key"} == known
    numbers = {"locale", "numerals", "_appendices", "counting", "_before"}
    assert set(vars(Numbering(book, locale))) == numbers
    told = {"able", "href", "image_url", "prepare", "heading_tools", "page_room", "key"}
    assert set(Target.__struct_fields__) == told


@pytest.mark.parametrize(
    ("changed", "is_new"),
    [
        (edition(chapter("a", "x"), chapter("b", "other words")), False),
        (edition(chapter("a", "x"), chapter("b", "y", "Uses")), True),  # may be named in links
        (edition(chapter("a", "z"), chapter("b", "y")), True),
        (edition(chapter("a", "x"), chapter("b", "y"), chapter("c", "y")), True),
        (replace(edition(chapter("a", "x"), chapter("b", "y")), title="Other"), False),
    ],
)
def test_markup_is_made_again_when_it_could_be_another(
    tmp_path: Path, changed: Edition, is_new: bool
) -> None:
    """Words of another chapter change nothing; its headings, and new chapters, may."""
    cache = Cache(tmp_path)
    with using(cache):
        rendered(edition(chapter("a", "x"), chapter("b", "y")))
        assert kept(cache) == 1
        body = rendered(changed)
    assert kept(cache) == 1 + is_new
    assert body == rendered(changed)


def test_each_place_has_markup_of_its_own(tmp_path: Path) -> None:
    """What readers can do, and where pages are, makes other markup; without a name none is kept."""
    cache, book = Cache(tmp_path), edition(chapter("a", "x"))
    with using(cache):
        for able, key in ((BROWSER, "here"), (PAPER, "here"), (BROWSER, "there"), (BROWSER, "")):
            rendered(book, able, key)
    assert kept(cache) == 3


@pytest.mark.heavy
def test_the_rooms_that_make_markup_are_in_its_name() -> None:
    """Whatever code decides what markup is, another version of it makes other markup."""
    writers = ("site.pages", "epub.edition", "pdf.book.edition")
    names = ", ".join(f"diglot.writers.{name}" for name in writers)
    code = f"import {names}, sys; print(*(n for n in sys.modules if n.startswith('diglot.')))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    loaded = {name.split(".")[1] for name in done.stdout.decode().split()}
    assert "render" in loaded
    assert loaded - set(ROOMS) == {"disk", "settings", "work"}  # which make none
