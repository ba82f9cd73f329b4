"""Facing pages, measured in the finished file: level, whole, in order, and valid."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from pathlib import Path

import page as page_validation
import pikepdf
import pytest

from differential.printed import page_glyphs
from geometry import WordPage, numbered_spreads, texts, word_pages
from support import OnceMaker, ProjectMaker, run_diglot, write_project

pytestmark = pytest.mark.heavy

HEBREW = re.compile("[\u05d0-\u05ea]")
LATIN = re.compile("[A-Za-z]")
PASSAGES = 40
PITCH = 0.5  # points by which first lines may differ


def english(number: int) -> str:
    """Return a paragraph that begins with its number, some long and some short."""
    words = "the olives were picked and brought to the press before rain " * (1 + number % 4)
    return f"{1000 + number} {words.strip()}."


def hebrew(number: int) -> str:
    """Return its translation, shorter as Hebrew is."""
    words = "הזיתים נמסקו והובאו אל בית הבד לפני הגשם " * (1 + number % 4)
    return f"{1000 + number} {words.strip()}."


def chapter(title: str, heading: str, passages: list[str], note: str) -> str:
    """Return a chapter with a heading after every tenth passage, and a note in every seventh."""
    parts = [f"# {title}"]
    for number, passage in enumerate(passages):
        if number and number % 10 == 0:
            parts.append(f"## {heading} {number} {{#part-{number}}}")
        has_note = number % 7 == 3
        parts.append(passage + (f"[^n{number}]" if has_note else ""))
        if has_note:
            parts.append(f"[^n{number}]: {2000 + number} {note}")
    return "\n\n".join(parts) + "\n"


ENGLISH = [english(number) for number in range(PASSAGES)]
HEBREW_PASSAGES = [hebrew(number) for number in range(PASSAGES)]
BOOK = {
    "content/book.yaml": "id: small\nlanguages: [en, he]\n",
    "content/en/book.yaml": "title: A Small Book\ndate: 2026-01-02\n",
    "content/he/book.yaml": "title: ספר קטן\ndate: 2026-01-02\n",
    "content/en/01-oil.md": chapter("Oil", "Part", ENGLISH, "So they say."),
    "content/he/01-oil.md": chapter("שמן", "חלק", HEBREW_PASSAGES, "כך אומרים."),
}


def build(folder: Path, *options: str) -> Path:
    """Build the bilingual PDF of a project and return it."""
    done = run_diglot("build", "bilingual", "--project", folder, *options)
    assert done.status == ("--draft" in options), done.out + done.err  # 1: the check found errors
    return folder / "build/small-bilingual.pdf"


@pytest.fixture(scope="module")
def pdf(once: OnceMaker) -> Path:
    """Return the facing pages of a book of forty passages."""
    folder = once("facing", lambda path: build(write_project(path, BOOK)))
    return folder / "build/small-bilingual.pdf"


def tops(path: Path) -> list[tuple[dict[str, float], dict[str, float]]]:
    """Return how low each passage begins on each pair of pages, by its number."""
    return numbered_spreads(path, r"10\d\d")


def spreads(path: Path) -> list[tuple[WordPage, WordPage]]:
    """Return the pairs of pages that face each other: the second and the third, and so on."""
    pages = word_pages(path)
    assert len(pages) % 2 == 0
    return list(zip(pages[1:-1:2], pages[2:-1:2], strict=True))


def test_counterparts_begin_at_the_same_height(pdf: Path) -> None:
    """Each passage is on the page that faces its counterpart, its first line level with it."""
    found = []
    for ours, theirs in tops(pdf):
        assert list(ours) == sorted(ours)
        assert ours.keys() == theirs.keys()
        assert all(abs(ours[name] - theirs[name]) < PITCH for name in ours)
        found += ours
    assert found == [str(1000 + number) for number in range(PASSAGES)]


def test_each_page_has_one_language(pdf: Path) -> None:
    """English is on the left, Hebrew on the right, and neither on the other's page."""
    pages = texts(pdf)
    lefts, rights = pages[1:-1:2], pages[2:-1:2]
    made_with = re.compile("Diglot")
    assert not any(HEBREW.search(text) for text in lefts)
    assert not any(LATIN.search(re.sub(r"[ivx]+\n", "", made_with.sub("", t))) for t in rights)


def test_nothing_is_lost(pdf: Path) -> None:
    """The pages of a language show a word as often as its sources have it."""
    pages = [re.sub(r"[-\u2010]\n", "", text) for text in texts(pdf)]
    for shown, passages, word in (
        (pages[1:-1:2], ENGLISH, "olives"),
        (pages[2:-1:2], HEBREW_PASSAGES, "הזיתים"),
    ):
        assert "\n".join(shown).count(word) == "\n".join(passages).count(word) >= PASSAGES


def test_notes_are_on_the_page_of_their_mark(pdf: Path) -> None:
    """A note is at the foot of the page that has its passage, on both sides."""
    for pair in spreads(pdf):
        for page in pair:
            words = [word.text for word in page.words]
            passages = {int(word) - 1000 for word in words if re.fullmatch(r"10\d\d", word)}
            notes = {int(word) - 2000 for word in words if re.fullmatch(r"20\d\d", word)}
            assert notes - {26} == {n for n in passages if n % 7 == 3}


def test_the_pages_are_accessible(pdf: Path) -> None:
    """The PDF keeps every rule of PDF/UA-1 that a machine can check."""
    report = page_validation.validate_pdf(str(pdf), profile="ua1")
    assert report.is_compliant, str(report)


def test_passages_are_read_aloud_pair_by_pair(pdf: Path) -> None:
    """In the order of the tags each passage is followed by its counterpart, in its language."""
    with pikepdf.open(pdf) as book:
        (document,) = book.Root.StructTreeRoot.K
        runs = [run for part in document.K for run in part.K if run.get("/S") == "/Part"]
        chapter = max(runs, key=lambda run: len(run.K))
        said = [
            str(element.get("/Lang", "en"))
            for element in chapter.K
            if element.S == "/Div" and len(element.get("/K", ()))
        ]
        assert not any("/T" in element for element in chapter.K)
    turns = [tag for tag, _ in itertools.groupby(said)]
    assert turns == ["en", "he"] * (len(turns) // 2)
    assert len(turns) > 2 * PASSAGES


def test_both_languages_have_bookmarks(pdf: Path) -> None:
    """Each language has its bookmarks under its title, and they lead to its own pages."""
    with pikepdf.open(pdf) as book, book.open_outline() as tree:
        numbers = {page.objgen: number for number, page in enumerate(book.pages)}
        assert [item.title for item in tree.root] == ["A Small Book", "ספר קטן"]
        for side, item in enumerate(tree.root):
            places = [numbers[child.destination[0].objgen] for child in item.children]
            assert places
            assert all((place - 1) % 2 == side for place in places)


def test_what_one_language_lacks_moves_nothing_else(project: ProjectMaker) -> None:
    """A lost passage leaves its place empty, and all others are level."""
    text = chapter("שמן", "חלק", HEBREW_PASSAGES, "כך אומרים.").replace(
        HEBREW_PASSAGES[14] + "\n\n", ""
    )
    assert HEBREW_PASSAGES[14] not in text
    path = build(project({**BOOK, "content/he/01-oil.md": text}), "--draft")
    for ours, theirs in tops(path):
        assert ours.keys() - theirs.keys() <= {"1014"}
        assert all(abs(ours[name] - theirs[name]) < PITCH for name in theirs)


def _without_section(text: str) -> str:
    """Return a chapter without its second section."""
    first, second = (text.index(f"## חלק {number}") for number in (20, 30))
    return text[:first] + text[second:]


def _with_heading(text: str) -> str:
    """Return a chapter with a heading that the other language lacks."""
    return text.replace(HEBREW_PASSAGES[14], f"## עוד\n\n{HEBREW_PASSAGES[14]}")


def _with_note(text: str) -> str:
    """Return a chapter with a note that only the translation has."""
    return (
        text.replace(HEBREW_PASSAGES[15], f"{HEBREW_PASSAGES[15]}[^own]") + "\n[^own]: 3000 כאן.\n"
    )


@pytest.mark.parametrize("planted", [_without_section, _with_heading, _with_note])
def test_what_does_not_match_moves_nothing_else(
    project: ProjectMaker, planted: Callable[[str], str]
) -> None:
    """Passages that both languages have are level and in order, whatever else one of them lacks."""
    text = planted(BOOK["content/he/01-oil.md"])
    assert text != BOOK["content/he/01-oil.md"]
    path = build(project({**BOOK, "content/he/01-oil.md": text}), "--draft")
    found = []
    for ours, theirs in tops(path):
        both = ours.keys() & theirs.keys()
        assert theirs.keys() <= ours.keys()
        assert all(abs(ours[name] - theirs[name]) < PITCH for name in both)
        found += theirs
    assert found == re.findall(r"^10\d\d", text, re.MULTILINE)


def test_links_lead_to_titles(project: ProjectMaker) -> None:
    """The id of a chapter's title is a place on its pages, in both languages."""
    chapters = {
        "content/en/01-oil.md": "# Oil {#oil}\n\nSee [above](#oil).\n",
        "content/he/01-oil.md": "# שמן {#oil}\n\nראו [למעלה](#oil).\n",
    }
    assert build(project({**BOOK, **chapters})).is_file()


def test_facing_pages_for_a_press(project: ProjectMaker) -> None:
    """The file for a press has a bleed around each page, and nothing is found in it."""
    done = run_diglot("build", "bilingual-print", "--project", folder := project(BOOK))
    assert done.status == 0, done.out + done.err
    with pikepdf.open(folder / "build/small-bilingual-print.pdf") as book:
        assert all(page.mediabox[2] > page.trimbox[2] > 0 for page in book.pages)
        assert len(book.pages) % 2 == 0


@pytest.mark.parametrize("name", ["00-press", "02-press"])
def test_a_chapter_of_one_language_faces_a_notice(project: ProjectMaker, name: str) -> None:
    """It is there, at either end of the book; beside it a notice says so, and the rest is level."""
    words = " ".join(["Only English has these words."] * 200)
    alone = f"# Press\n\n## Alone {{#alone}}\n\n{words}\n"
    path = build(project({**BOOK, f"content/en/{name}.md": alone}), "--draft")
    shown = texts(path)
    beside = [place for place, text in enumerate(shown) if "Only English" in text]
    assert len(beside) >= 2
    assert all(place % 2 == 1 for place in beside)
    notice, *empty = (shown[place + 1].strip() for place in beside)
    assert notice == "הפרק הזה עדיין לא תורגם."
    assert not any(empty)
    for ours, theirs in tops(path):
        assert ours.keys() == theirs.keys()
        assert all(abs(ours[number] - theirs[number]) < PITCH for number in ours)


def test_pages_may_be_numbered_one_after_the_other(project: ProjectMaker) -> None:
    """Of a spread the source then has the even number and the translation the next one."""
    settings = BOOK["content/book.yaml"] + "bilingual: {numbers: consecutive}\n"
    path = build(project({**BOOK, "content/book.yaml": settings}))
    with pikepdf.open(path) as book:
        shown = [page.label for page in book.pages if page.label.isdigit()]
    assert shown == [str(number) for number in range(2, 2 + len(shown))]
    assert len(shown) > 4
    for (left, right), (ours, _) in zip(spreads(path), tops(path), strict=True):
        if "1000" in ours:
            assert "2" in [word.text for word in left.words]
            assert "3" in [word.text for word in right.words]


def test_a_book_from_hebrew_is_bound_on_the_right(project: ProjectMaker) -> None:
    """Hebrew keeps the right page, which comes first in a book that is read from right to left."""
    order = {"content/book.yaml": "id: small\nlanguages: [he, en]\n"}
    path = build(project({**BOOK, **order}))
    with pikepdf.open(path) as book:
        assert str(book.Root.ViewerPreferences.Direction) == "/R2L"
    pages = texts(path)
    assert not any(HEBREW.search(text) for text in pages[2:-1:2])
    assert all(HEBREW.search(text) for text in pages[3:-1:2] if "10" in text)


def test_a_section_of_one_language_faces_a_notice(project: ProjectMaker) -> None:
    """Where its heading would be is said that it is not translated, and no page is left blank."""
    text = _without_section(BOOK["content/he/01-oil.md"])
    path = build(project({**BOOK, "content/he/01-oil.md": text}), "--draft")
    assert "\n".join(texts(path)).count("הסעיף הזה עדיין לא תורגם.") == 1


def test_a_heading_of_one_language_is_no_missing_section(project: ProjectMaker) -> None:
    """Where its text goes on in both languages nothing is said."""
    text = _with_heading(BOOK["content/he/01-oil.md"])
    path = build(project({**BOOK, "content/he/01-oil.md": text}), "--draft")
    assert "Only the other language" not in "\n".join(texts(path))


def with_setting(line: str) -> dict[str, str]:
    """Return the book with a line of settings for facing pages."""
    return {**BOOK, "content/book.yaml": f"{BOOK['content/book.yaml']}bilingual: {{{line}}}\n"}


def test_the_languages_may_change_sides(project: ProjectMaker) -> None:
    """Hebrew is on the left then, and the book is bound as before."""
    path = build(project(with_setting("left: he")))
    shown = texts(path)
    assert not any(re.search("[A-Za-z]{9}", text) for text in shown[1:-1:2])
    assert not any(HEBREW.search(text) for text in shown[2:-1:2])
    with pikepdf.open(path) as book:
        assert str(book.Root.ViewerPreferences.Direction) == "/L2R"


def test_the_binding_may_be_that_of_the_translation(project: ProjectMaker) -> None:
    """Hebrew keeps the right page, which then comes first, and the book opens as Hebrew ones do."""
    path = build(project(with_setting("binding: translation, numbers: consecutive")))
    shown = texts(path)
    assert not any(HEBREW.search(text) for text in shown[2:-1:2])
    with pikepdf.open(path) as book:
        assert str(book.Root.ViewerPreferences.Direction) == "/R2L"
        labels = [page.label for page in book.pages if page.label.isdigit()]
    assert labels == [str(number) for number in range(2, 2 + len(labels))]


@pytest.mark.parametrize("align", ["section", "page"])
def test_what_is_level_is_a_setting(project: ProjectMaker, align: str) -> None:
    """By sections their headings are level; by pages each spread has the same passages."""
    path = build(project(with_setting(f"align: {align}, fit: off")))
    found, places = [], []
    for ours, theirs in tops(path):
        if align == "page":
            assert ours.keys() == theirs.keys()
        found += ours
        places += [abs(ours[name] - theirs[name]) for name in ours.keys() & theirs.keys()]
    assert found == [str(1000 + number) for number in range(PASSAGES)]
    headings = [
        [[w.bottom for w in p.words if w.text in ("10", "20", "30") and w.top > 60] for p in pair]
        for pair, (ours, _) in zip(spreads(path), tops(path), strict=True)
        if ours
    ]
    if align == "section":
        assert sum(len(ours) for ours, _ in headings) == 3
        assert all(ours == pytest.approx(theirs, abs=1) for ours, theirs in headings)
    assert max(places) > PITCH


def test_an_empty_place_may_have_a_mark(project: ProjectMaker) -> None:
    """A dash is where a passage has no counterpart, level with it, if the book wants it."""
    text = BOOK["content/he/01-oil.md"].replace(HEBREW_PASSAGES[14] + "\n\n", "")
    path = build(project({**with_setting("marks: on"), "content/he/01-oil.md": text}), "--draft")
    marks = [
        (number, -glyph.y)
        for number, page in enumerate(page_glyphs(path.read_bytes()))
        for glyph in page
        if glyph.shape == "\N{EM DASH}"
    ]
    lows = [(2 * n + 2, ours["1014"]) for n, (ours, _) in enumerate(tops(path)) if "1014" in ours]
    assert [number for number, _ in marks] == [number for number, _ in lows]
    assert abs(marks[0][1] - lows[0][1]) < PITCH


def test_what_was_fitted_is_said(project: ProjectMaker) -> None:
    """The build names the sizes that it chose, and those that the book gives are taken."""
    done = run_diglot("build", "bilingual", "--project", project(BOOK))
    assert "  Letters of en at " in done.out
    folder = project(with_setting("fit: {en: 10, he: 13, leading: 17pt}"))
    done = run_diglot("build", "bilingual", "--project", folder)
    assert "Letters" not in done.out
    lefts, rights = zip(*spreads(folder / "build/small-bilingual.pdf"), strict=True)
    sizes = [
        {round(w.bottom - w.top, 1) for p in side for w in p.words} for side in (lefts, rights)
    ]
    assert max(sizes[1]) > max(sizes[0])


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("left: fr", 'bilingual.left: "fr" is no language of this book'),
        ("fit: {fr: 10}", 'bilingual.fit.fr: "fr" is no language of this book'),
        ("fit: {en: 40}", 'en: "40" is no size from 6 to 18 points'),
        ("fit: close", '"close": give auto, off, or sizes in points'),
        ("align: line", "'block', 'section' or 'page'"),
        ("binding: left", "'source' or 'translation'"),
        ("marks: many", "marks"),
        ("figures: once", "'both' or 'spread'"),
    ],
)
def test_a_wrong_setting_is_told(project: ProjectMaker, line: str, error: str) -> None:
    """The error names the file, the line and what may be written there."""
    done = run_diglot("check", "--project", project(with_setting(line)))
    assert done.status != 0
    assert "content/book.yaml:3" in done.err
    assert error in done.err


def test_one_language_has_no_facing_pages(project: ProjectMaker) -> None:
    """Who asks for facing pages of one language is told what is lacking."""
    done = run_diglot("build", "bilingual", "--lang", "en", "--project", project())
    assert done.status != 0
    assert "needs two languages" in done.err
