"""The invariant: what an author wrote is in every edition, or a finding stands at its line.

Another reader of Markdown bears witness (tests/witness). The model is compared closely: each
word as many times as in the source and in its block's order, headings, lists, tables,
quotations and code as such, and no word that the source does not have. Pages of the site
and the e-book are compared by the words; a PDF by their letters, as far as a PDF can tell.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from diglot.core.model import Chapter, Paragraph, Position, Text
from reading import with_poppler
from support import OnceMaker, run_diglot
from witness.editions import words_of_chapter, words_of_page
from witness.excerpts import sources
from witness.keeping import (
    keys_of,
    lines_of,
    lost_in_silence,
    lost_on_pages,
    pages_of_e_book,
    pages_of_site,
    path_of,
    read,
    shrunk,
    told,
    unsaid,
    write_book,
)
from witness.markdown import read_passages
from witness.matching import faults
from witness.mutations import Mutant, mutant
from witness.printed import lost_in_print

pytestmark = pytest.mark.heavy

CHUNK = 25
MUTANTS = range(100)
PRINTED = range(32)
LANGUAGES = ("en", "he")
by_language = pytest.mark.parametrize("language", LANGUAGES)


def assert_kept(folder: Path, seeds: Sequence[int], most: int = 0) -> None:
    """Fail with the smallest text that loses what the first of the failing chapters loses.

    most: how many may fail, where edits make of a text what two readers take for two things.
    """
    mutants = [mutant(seed) for seed in seeds]
    found = lost_in_silence(write_book(folder / "book", mutants), mutants)
    if len(found) > most:
        first = shrunk(folder / "shrunk", next(m for m in mutants if m.seed in found))
        pytest.fail(f"{told(found, mutants)}\n\nThe first of them, shrunk:\n{first.text}")


@pytest.mark.parametrize("chunk", range(4))
def test_what_edits_make_of_a_chapter_is_kept(tmp_path: Path, chunk: int) -> None:
    """Of a hundred pieces of real chapters, edited at random, nothing is lost in silence."""
    assert_kept(tmp_path, MUTANTS[chunk * CHUNK : (chunk + 1) * CHUNK])


@pytest.mark.long
@pytest.mark.parametrize("chunk", range(100))
def test_what_many_edits_make_of_a_chapter_is_kept(tmp_path: Path, chunk: int) -> None:
    """Of ten thousand more, nothing is.

    In one of four hundred the two readers differ on what is broken twice, such as an item
    whose text is torn off, or a tag with a note's mark inside: no word is lost there.
    """
    first = len(MUTANTS) + chunk * 100
    assert_kept(tmp_path, range(first, first + 100), most=2)


def test_real_chapters_are_kept(tmp_path: Path) -> None:
    """All real chapters are kept to the word, and no finding has to excuse them."""
    chapters = [
        Mutant(number, source.language, source.path.read_text(), ())
        for number, source in enumerate(sources())
        if source.path.parent.parent.parent.name in {"drift", "everything"}
    ]
    folder = write_book(tmp_path, chapters)
    models, _ = read(folder)
    for chapter in chapters:
        passages = read_passages(chapter.text, keys_of(folder))
        assert len(passages) > 20
        assert not faults(passages, words_of_chapter(models[path_of(chapter)]), closely=True)


# All editions -----------------------------------------------------------------------


@pytest.fixture(scope="session")
def built(once: OnceMaker) -> Path:
    """Return the folder of a book of all mutants with its site and e-books, built as a draft."""

    def build(folder: Path) -> None:
        write_book(folder, [mutant(seed) for seed in MUTANTS])
        _build(folder, "site", "epub")
        lines = {path: sorted(found) for path, found in lines_of(read(folder)[1]).items()}
        (folder / "lines.json").write_text(json.dumps(lines))

    return once("mutants", build)


def _lines(built: Path) -> dict[str, list[int]]:
    lines: dict[str, list[int]] = json.loads((built / "lines.json").read_text())
    return lines


def _build(folder: Path, *formats: str) -> None:
    done = run_diglot("build", *formats, "--draft", "--project", folder)
    assert done.status == 1, done.out + done.err
    assert "Traceback" not in done.err


@by_language
def test_the_site_keeps_mutated_chapters(built: Path, language: str) -> None:
    """The draft of the website has the words of each mutated chapter, in order."""
    mutants = [m for m in map(mutant, MUTANTS) if m.language == language]
    found = lost_on_pages(mutants, keys_of(built), _lines(built), pages_of_site(built / "build"))
    assert not found, told(found, mutants)


@by_language
def test_the_e_book_keeps_mutated_chapters(built: Path, language: str) -> None:
    """The draft of the e-book has them."""
    mutants = [m for m in map(mutant, MUTANTS) if m.language == language]
    pages = pages_of_e_book(built / f"build/mutants-{language}.epub", language)
    found = lost_on_pages(mutants, keys_of(built), _lines(built), pages)
    assert not found, told(found, mutants)


def test_the_pdf_keeps_mutated_chapters(tmp_path: Path) -> None:
    """The draft of the PDF gives back the words of each mutated chapter, in order."""
    mutants = [mutant(seed) for seed in PRINTED]
    folder = write_book(tmp_path, mutants)
    _build(folder, "pdf")
    lines, keys = lines_of(read(folder)[1]), keys_of(folder)
    pages = {tag: with_poppler(folder / f"build/mutants-{tag}.pdf") for tag in LANGUAGES}
    found = {}
    for one in mutants:
        passages = [p.as_text() for p in read_passages(one.text, keys)]
        shown = [p for p in passages if "alt" not in p.kinds]
        if left := unsaid(lost_in_print(shown, pages[one.language]), lines[path_of(one)]):
            found[one.seed] = left
    assert not found, told(found, mutants)


# The witness itself -----------------------------------------------------------------

TEXT = """# Bread

The miller weighs the flour twice.

1. Knead.
2. Rest.

A last word.[^a]

[^a]: Said by the baker.
"""


@pytest.fixture
def chapter(tmp_path: Path) -> Chapter:
    """Return a chapter that keeps all of TEXT."""
    one = Mutant(1, "en", TEXT, ())
    read_chapter = read(write_book(tmp_path, [one]))[0][path_of(one)]
    assert not faults(read_passages(TEXT), words_of_chapter(read_chapter), closely=True)
    return read_chapter


def _faults(chapter: Chapter) -> list[str]:
    return [
        str(fault) for fault in faults(read_passages(TEXT), words_of_chapter(chapter), closely=True)
    ]


def test_lost_words_are_seen(chapter: Chapter) -> None:
    """A block that is not there is named with its lines, a note too."""
    assert _faults(replace(chapter, blocks=chapter.blocks[1:])) == [
        "lines 3–3: lost: The miller weighs the flour twice"
    ]
    assert _faults(replace(chapter, blocks=chapter.blocks[:2])) == [
        "lines 8–8: lost: A last word",
        "lines 10–10: lost: Said by the baker",
    ]


def test_words_in_another_order_are_seen(chapter: Chapter) -> None:
    """Words that changed places within their block are named; a block may move."""
    here = Position("x.md")
    turned = Paragraph((Text("The flour weighs the miller twice."),), here)
    assert _faults(replace(chapter, blocks=(turned, *chapter.blocks[1:]))) == [
        "lines 3–3: order: The miller weighs the flour twice"
    ]
    assert _faults(replace(chapter, blocks=chapter.blocks[::-1])) == []


def test_another_kind_and_printed_marks_are_seen(chapter: Chapter) -> None:
    """A list that became a paragraph is named, and so are the numbers printed in it."""
    here = Position("x.md")
    run_on = Paragraph((Text("1. Knead. 2. Rest."),), here)
    blocks = (chapter.blocks[0], run_on, chapter.blocks[2])
    assert _faults(replace(chapter, blocks=blocks)) == [
        "lines 5–5: kind: Knead (list became text)",
        "lines 6–6: kind: Rest (list became text)",
        "lines 3–5: extra: 1",
        "lines 5–6: extra: 2",
    ]


def test_the_same_word_elsewhere_excuses_no_other_kind(tmp_path: Path) -> None:
    """A quotation that became text is named, though HTML without an order has its word too."""
    text = "# T\n\n<table>\n<tr><td>copper</td></tr>\n</table>\n\n> copper\n"
    one = Mutant(1, "en", text, ())
    kept = read(write_book(tmp_path, [one]))[0][path_of(one)]
    assert not faults(read_passages(text), words_of_chapter(kept), closely=True)
    plain = Paragraph((Text("copper"),), Position("x.md"))
    broken = replace(kept, blocks=(*kept.blocks[:-1], plain))
    found = faults(read_passages(text), words_of_chapter(broken), closely=True)
    assert [fault.what for fault in found] == ["kind"]


def test_a_page_without_a_word_is_seen() -> None:
    """What a page lacks is named, whatever other words it has."""
    page = b"<html><body><h1>Bread</h1><p>The miller weighs twice.</p></body></html>"
    found = faults(read_passages(TEXT)[:2], words_of_page(page), closely=False)
    assert [str(fault) for fault in found] == ["lines 3–3: lost: the flour"]
    assert lost_in_print(read_passages(TEXT)[:2], ["Bread The miller weighs twi-", "ce."]) != []
