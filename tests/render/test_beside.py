"""Both languages row by row: nothing lost, nothing twice, and ids that never meet."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree
from msgspec.structs import replace

from diglot.bitext import bitext
from diglot.config import load_config
from diglot.core.errors import ChaptersError
from diglot.core.model import Block, Book, Quote
from diglot.lang.locales import load_locale
from diglot.reader.edition import read_book
from diglot.render.beside.chapter import BesideChapter, BesideRenderer
from diglot.render.beside.rows import Places
from diglot.render.beside.sides import SideRenderer, fragment
from diglot.render.target import BROWSER, READING_SYSTEM, Abilities, Target
from support import ROOT, SOUND, ProjectMaker

EN, HE = "content/en/01-oil.md", "content/he/01-oil.md"
SAMPLE = {
    **SOUND,
    EN: """# Oil

About oil.[^a]

3. Drill.
4. Pump.
5. Sell. See [the price](#price).

::: recipe
Buy low.

Sell high.
:::

## Price {#price}

It rose.[^b]

Only here.

[^a]: It is black.
[^b]: By 4%.
""",
    HE: """# נפט

על הנפט.[^a]

3. קודחים.
4. שואבים.
5. מוכרים. ראו [את המחיר](#price).

קונים בזול.

## המחיר {#price}

הוא עלה.[^b]

[^a]: הוא שחור.
[^b]: ב־4%.
""",
}


def beside(project: Path, able: Abilities = BROWSER) -> list[BesideChapter]:
    """Return the chapters of a book in both languages."""
    read, _findings = read_book(load_config(project))
    text = bitext(read)
    book: Book = text.book

    def target(place_file: str) -> Target:
        return Target(
            able,
            href=lambda place, chapter: (
                fragment(place) if place.chapter == chapter else f"{place.chapter}{place_file}"
            ),
            image_url=lambda asset: asset.name,
        )

    sides = (SideRenderer(e, load_locale(e.language), target(".html")) for e in book.editions)
    renderer = BesideRenderer(*sides)
    return [renderer.chapter(pair) for pair in text.alignments["he"].chapters]


def words(markup: str) -> str:
    """Return what a reader reads of markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def test_rows_hold_counterparts(project: ProjectMaker) -> None:
    """Items of lists are rows with their numbers, divisions are whole, an empty side is empty."""
    (chapter,) = beside(project(SAMPLE))
    rows = [
        (row.kind, words(row.source.content), words(row.translation.content))
        for row in chapter.rows
    ]
    assert rows == [
        ("block", "About oil. 1", "על הנפט. 1"),
        ("item", "Drill.", "קודחים."),
        ("item", "Pump.", "שואבים."),
        ("item", "Sell. See the price .", "מוכרים. ראו את המחיר ."),
        ("block", "Buy low. Sell high.", "קונים בזול."),
        ("heading", "Price", "המחיר"),
        ("block", "It rose. 2", "הוא עלה. 2"),
        ("block", "Only here.", ""),
    ]
    starts = [re.search(r'<ol[^>]* start="(\d+)"', row.translation.content) for row in chapter.rows]
    assert [found[1] for found in starts if found] == ["3", "4", "5"]
    assert [row.source.id for row in chapter.rows] == [
        *("en--1", "en--2", "en--2-2", "en--2-3", "en--3", "", "en--4", "en--5"),
    ]


def test_ids_and_links_stay_on_their_side(project: ProjectMaker) -> None:
    """Sections and notes of both languages have ids of their own, and links lead to these."""
    for able in (BROWSER, READING_SYSTEM):
        (chapter,) = beside(project(SAMPLE), able)
        assert chapter.source
        assert chapter.translation
        whole = "".join(
            (
                *(row.source.content + row.translation.content for row in chapter.rows),
                *(chapter.source.notes, chapter.translation.notes),
            )
        )
        root = etree.fromstring(
            f'<div xmlns:epub="http://www.idpf.org/2007/ops">{whole}</div>'.replace("&", "&amp;")
        )
        ids = [node.get("id") for node in root.iter() if node.get("id")]
        assert len(ids) == len(set(ids))
        assert {"en-price", "he-price", "en-fn-1", "he-fn-2", "en-fnref-2"} <= set(ids)
        links = {node.get("href") for node in root.iter("a")}
        assert {"#en-price", "#he-price", "#en-fn-1", "#he-fn-1"} <= links
        assert {link.removeprefix("#") for link in links} <= set(ids)


# Books whose languages are not quite counterparts: something is missing, moved or too much.
UNLIKE = sorted(
    path.relative_to(ROOT).as_posix()
    for kind in ("missing", "extra", "order", "list", "note")
    for path in ROOT.glob(f"tests/parity/*{kind}*")
)


@pytest.mark.parametrize(
    "folder",
    [pytest.param("", marks=pytest.mark.long), "tests/everything", "tests/drift", *UNLIKE],
)
def test_nothing_is_lost(folder: str) -> None:
    """Each word of either language is in the rows, as often as on its own pages."""
    read, _findings = read_book(load_config(ROOT / folder))
    book = bitext(read).book
    pages = beside(ROOT / folder)
    for edition, name in zip(book.editions, ("source", "translation"), strict=True):
        side = SideRenderer(
            edition,
            load_locale(edition.language),
            Target(BROWSER, href=lambda place, _: fragment(place), image_url=lambda a: a.name),
        )
        for chapter in edition.chapters:
            alone = side.renderer.chapter(chapter)
            page = next(page for page in pages if page.name == chapter.name)
            rows = [getattr(row, name).content for row in page.rows]
            assert sorted(words(" ".join(rows)).split()) == sorted(words(alone.body).split())
            assert words(getattr(page, name).notes) == words(alone.notes)


def test_a_chapter_of_one_language_is_there(project: ProjectMaker) -> None:
    """Where a language lacks a chapter, its side has no head and no rows."""
    (first, second) = beside(project({**SAMPLE, "content/en/02-gas.md": "# Gas\n\nLight.\n"}))
    assert first.translation
    assert second.translation is None
    assert [(words(r.source.content), r.translation.content) for r in second.rows] == [
        ("Light.", "")
    ]


def test_a_chapter_that_waits_says_so_once(project: ProjectMaker) -> None:
    """A skeleton is there with a notice in its language; a translated chapter has none."""
    waiting = "---\ntitle: Oil\nstatus: untranslated\n---\n\n## Price {#price .untranslated}\n"
    (chapter,) = beside(project({**SAMPLE, HE: waiting}))
    assert chapter.translation
    assert chapter.notices == {"translation": "הפרק הזה עדיין לא תורגם."}
    (chapter,) = beside(project(SAMPLE))
    assert chapter.notices == {}


def test_what_fails_is_blamed_on_its_chapter(project: ProjectMaker) -> None:
    """A block that no markup can be made of is the fault of its chapter, not of the book."""
    read, _findings = read_book(load_config(project(SAMPLE)))
    source, translation = read.editions
    chapter = translation.chapters[0]
    deep: Block = chapter.blocks[0]
    for _ in range(3000):
        deep = Quote((deep,), deep.position)
    broken = replace(chapter, blocks=(deep,))
    edition = replace(translation, chapters=(broken,))
    target = Target(BROWSER, href=lambda place, _: fragment(place), image_url=lambda a: a.name)
    side = SideRenderer(translation, load_locale("he"), target)
    with pytest.raises(ChaptersError) as raised:
        side.blocks(edition.chapters[0], (deep,), Places(chapter))
    assert raised.value.language == "he"
    assert "nested too deeply" in raised.value.reasons["01-oil"]
    assert source.language == "en"
