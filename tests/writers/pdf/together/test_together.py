"""Both languages on one page, measured in the finished file: level, whole, in order, and valid."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import page as page_validation
import pikepdf
import pytest

from geometry import Word, WordPage, texts, word_pages
from support import OnceMaker, ProjectMaker, run_diglot, write_project

pytestmark = pytest.mark.heavy

HEBREW = re.compile("[\u05d0-\u05ea]")
PASSAGES = 24
PITCH = 0.5  # points by which first lines may differ


def chapter(title: str, heading: str, words: str, note: str) -> str:
    """Return a chapter of passages of one to five lengths, with a heading after every sixth."""
    parts = [f"# {title}"]
    for number in range(PASSAGES):
        if number % 6 == 5:
            parts.append(f"## {heading} {number} {{#part-{number}}}")
        mark = f"[^n{number}]" if number % 7 == 3 else ""
        parts.append(f"{1000 + number} {(words + ' ') * (1 + number % 5)}.{mark}")
        if mark:
            parts.append(f"[^n{number}]: {2000 + number} {note}")
    return "\n\n".join(parts) + "\n"


ENGLISH = chapter("Oil", "Part", "the olives were picked and brought to the press", "So they say.")
THEIRS = chapter("שמן", "חלק", "הזיתים נמסקו והובאו אל בית הבד", "כך אומרים.")
SOON = "\n\nSee [the part](01-oil.md#part-11).\n"
BOOK = {
    "content/book.yaml": "id: small\nlanguages: [en, he]\n",
    "content/en/book.yaml": "title: A Small Book\ndate: 2026-01-02\n",
    "content/he/book.yaml": "title: ספר קטן\ndate: 2026-01-02\n",
    "content/en/01-oil.md": ENGLISH,
    "content/he/01-oil.md": THEIRS,
    "content/en/02-gas.md": f"# Gas{SOON}",
    "content/he/02-gas.md": "# גז\n\nראו [את החלק](01-oil.md#part-11).\n",
}


def build(folder: Path, form: str, *options: str) -> Path:
    """Build a PDF with both languages of a project and return it."""
    done = run_diglot("build", form, "--project", folder, *options)
    assert done.status == ("--draft" in options), done.out + done.err  # 1: the check found errors
    return folder / f"build/small-{form}.pdf"


@pytest.fixture(scope="module")
def columns(once: OnceMaker) -> Path:
    """Return the columns of a book of twenty-four passages."""
    folder = once("columns", lambda path: build(write_project(path, BOOK), "columns"))
    return folder / "build/small-columns.pdf"


@pytest.fixture(scope="module")
def interlinear(once: OnceMaker) -> Path:
    """Return the same book, each passage above its counterpart."""
    folder = once("interlinear", lambda path: build(write_project(path, BOOK), "interlinear"))
    return folder / "build/small-interlinear.pdf"


def firsts(page: WordPage, wanted: str = r"10\d\d") -> list[Word]:
    """Return the words of a page that begin a passage, or a note, in their order."""
    return [word for word in page.words if re.fullmatch(wanted, word.text)]


def test_counterparts_are_level_in_their_columns(columns: Path) -> None:
    """Each passage is left in English and right in Hebrew, and both begin at one height."""
    found = []
    for page in word_pages(columns):
        words = firsts(page)
        names = sorted({word.text for word in words})
        for name in names:
            left, right = sorted((w for w in words if w.text == name), key=lambda w: w.left)
            assert abs(left.bottom - right.bottom) < PITCH
            assert left.right < page.width / 2 < right.left
        found += names
    assert found == [str(1000 + number) for number in range(PASSAGES)]
    for page in word_pages(columns)[-4:]:
        middle = page.width / 2
        text = [word for word in page.words if 60 < word.bottom < page.height - 90]
        assert all(word.left > middle for word in text if HEBREW.search(word.text))


def test_pairs_come_one_under_the_other(interlinear: Path) -> None:
    """Each passage is followed by its counterpart, in order."""
    names = [word.text for page in word_pages(interlinear) for word in firsts(page)]
    assert names == [str(1000 + number) for number in range(PASSAGES) for _ in range(2)]


@pytest.mark.parametrize(("form", "times"), [("columns", 2), ("interlinear", 1)])
def test_what_is_the_same_is_there_once(project: ProjectMaker, form: str, times: int) -> None:
    """Code above the same code, but not beside it; what differs in a word is there twice."""
    english = "# Oil\n\n```\nkk = 1\n```\n\n* * *\n\n```\nqq = 1 # oil\n```\n\nEnd.\n"
    hebrew = english.replace("# Oil", "# שמן").replace("# oil", "# שמן").replace("End", "סוף")
    folder = project({**BOOK, "content/en/01-oil.md": english, "content/he/01-oil.md": hebrew})
    (folder / "content/en/02-gas.md").unlink()
    (folder / "content/he/02-gas.md").unlink()
    found = [word.text for page in word_pages(build(folder, form)) for word in page.words]
    assert (found.count("kk"), found.count("qq")) == (times, 2)


@pytest.mark.parametrize("form", ["columns", "interlinear"])
def test_references_say_the_page(project: ProjectMaker, form: str) -> None:
    """A link with the class `page` has the number of the page in either language."""
    folder = project(
        {
            **BOOK,
            "content/en/02-gas.md": "# Gas\n\nSee 3001 [](01-oil.md#part-17){.page}.\n",
            "content/he/02-gas.md": "# גז\n\nראו 3002 [](01-oil.md#part-17){.page}.\n",
        }
    )
    pages = word_pages(build(folder, form))
    there = next(page for page in pages if firsts(page, "1017"))
    folio = max(there.words, key=lambda word: word.top).text
    assert folio.isdecimal()
    for mark in ("3001", "3002"):
        page = next(page for page in pages if firsts(page, mark))
        place = next(word for word in page.words if word.text == mark)
        line = [word.text.strip(".") for word in page.words if abs(word.top - place.top) < 4]
        assert folio in line, (mark, line)


TABLES = {
    "en": """| Tool 1001 | For | Price | Lasts |
|---|---|---|---|
| Spade | digging, and leaning on while you talk to the neighbor over the fence | $25 | 10 years |
| Fork | turning compost | $22.50 | 10 years |
| Secateurs (pruning shears) | roses, vines, and all up to a thumb thick | $38 | 5 years, if oiled |
| Watering can, 10 L | seedlings | $12 | until you drive over it |
| String | straight lines | $2 | 1 season |
""",
    "he": """| כלי 1001 | למה | מחיר | מחזיק |
|---|---|---|---|
| את חפירה | לחפור, ולהישען עליו כשמדברים עם השכן | $25 | 10 שנים |
| קלשון | קומפוסט | $22.50 | 10 שנים |
| מזמרה | ורדים, גפנים | $38 | 5 שנים |
| משפך | שתילים | $12 | שנה |
| חוט | קווים | $2 | עונה |
""",
}


def test_tables_beside_one_another_are_on_one_page(tmp_path: Path) -> None:
    """A table that does not fit takes its counterpart along, which may be lower and fit."""
    chapters = {}
    for n, (tag, line) in product(range(4), {"en": "so long a line of it", "he": "שורה"}.items()):
        text = " ".join([line] * (5 + 5 * n))
        chapters[f"content/{tag}/{n + 1:02}-x.md"] = f"# x\n\n{text}\n\n{TABLES[tag]}"
    files = {name: text for name, text in BOOK.items() if name.endswith(".yaml")}
    settings = "id: small\nlanguages: [en, he]\npage: {size: a5}\n"
    folder = write_project(tmp_path, {**files, "content/book.yaml": settings, **chapters})
    done = run_diglot("build", "columns", "--draft", "--project", folder)
    found = [len(firsts(page, "1001")) for page in word_pages(folder / "build/small-columns.pdf")]
    assert sum(found) == 8, done.err
    assert {*found} == {0, 2}


def test_pages_are_full_of_items_one_under_the_other(project: ProjectMaker) -> None:
    """A list goes on at any item, and no heading is parted from the first."""
    lists = [
        f"## {heading} {n} {{#part-{n}}}\n\n" + "".join(f"- {n}{k:02} {words}\n" for k in range(7))
        for heading, words in (("Part", "an item"), ("חלק", "פריט"))
        for n in range(11, 17)
    ]
    english, hebrew = "\n".join(lists[:6]), "\n".join(lists[6:])
    folder = project(
        {
            **BOOK,
            "content/en/01-oil.md": f"# x\n\n{english}",
            "content/he/01-oil.md": f"# x\n\n{hebrew}",
        }
    )
    pages = [page for page in word_pages(build(folder, "interlinear")) if firsts(page, r"1\d\d\d")]
    assert len(pages) > 3
    for page in pages[:-1]:
        assert max(word.top for word in firsts(page, r"1\d\d\d")) > 0.7 * page.height
    for page in pages:
        last = max(word.top for word in firsts(page, r"1\d\d\d"))
        assert all(word.top < last for word in firsts(page, "Part"))


@pytest.mark.parametrize("form", ["columns", "interlinear"])
def test_notes_are_on_the_page_of_their_mark(form: str, columns: Path, interlinear: Path) -> None:
    """Notes of both languages are at the foot of the page on which their passage ends."""
    pages = word_pages(columns if form == "columns" else interlinear)
    places = {w.text: n for n, page in enumerate(pages) for w in firsts(page)}
    notes = [(w.text, n) for n, page in enumerate(pages) for w in firsts(page, r"20\d\d")]
    assert sorted(name for name, _ in notes) == sorted(2 * ["2003", "2010", "2017"])
    for name, number in notes:
        assert 0 <= number - places[f"1{name[1:]}"] <= 1


@pytest.mark.parametrize("form", ["columns", "interlinear"])
def test_the_pages_are_accessible(form: str, columns: Path, interlinear: Path) -> None:
    """The file is valid by PDF/UA-1; both languages have bookmarks, and links lead to places."""
    path = columns if form == "columns" else interlinear
    report = page_validation.validate_pdf(str(path), profile="ua1")
    assert report.is_compliant, str(report)
    with pikepdf.open(path) as book:
        with book.open_outline() as outline:
            titles = [str(item.title) for item in outline.root]
        assert any("Oil" in title for title in titles)
        assert any("שמן" in title for title in titles)
        assert book.Root.ViewerPreferences.Direction == "/L2R"
        named = {str(name) for name in pikepdf.NameTree(book.Root.Names.Dests)}
    assert {"01-oil/en-part-11", "01-oil/he-part-11"} <= named


def test_columns_have_the_widths_that_are_set(project: ProjectMaker) -> None:
    """With 60 and 40 the second column begins where three fifths of the text end."""
    settings = BOOK["content/book.yaml"] + "bilingual: {widths: [60, 40]}\n"
    folder = project({**BOOK, "content/book.yaml": settings})
    pages = word_pages(build(folder, "columns"))
    page = next(page for page in pages if firsts(page)[3:])
    left = min(w.left for w in firsts(page))
    hebrew = [w for w in page.words if HEBREW.search(w.text) and 110 < w.bottom < 440]
    text = max(word.right for word in hebrew) - left
    assert 0.58 < (min(word.left for word in hebrew) - left) / text < 0.7


def test_what_does_not_match_leaves_its_place_empty(project: ProjectMaker) -> None:
    """A lost paragraph, and a chapter of one language, move nothing else."""
    lost = re.sub(r"1008 [^\n]*\n\n", "", THEIRS)
    assert lost != THEIRS
    folder = project({**BOOK, "content/he/01-oil.md": lost, "content/he/02-gas.md": None})
    (folder / "content/he/02-gas.md").unlink(missing_ok=True)
    path = build(folder, "columns", "--draft")
    pages = word_pages(path)
    for page in pages:
        words = firsts(page)
        for name in {word.text for word in words}:
            both = [word for word in words if word.text == name]
            assert len(both) == (1 if name == "1008" else 2)
            assert max(w.bottom for w in both) - min(w.bottom for w in both) < PITCH
    assert any("לא תורגם" in text for text in texts(path))


def test_a_hebrew_source_is_read_from_the_right(project: ProjectMaker) -> None:
    """The source has the first column, which in a Hebrew book is the right one."""
    settings = "id: small\nlanguages: [he, en]\n"
    path = build(project({**BOOK, "content/book.yaml": settings}), "columns")
    with pikepdf.open(path) as book:
        assert book.Root.ViewerPreferences.Direction == "/R2L"
    page = next(page for page in word_pages(path) if firsts(page))
    assert {word.text for word in firsts(page) if word.left < page.width / 2}
    assert not [
        word
        for word in page.words
        if HEBREW.search(word.text) and word.right < page.width / 2 and word.bottom > 200
    ]


@pytest.mark.parametrize(
    ("form", "widths", "said"),
    [("columns", "[10, 90]", "bilingual.widths"), ("columns", "[50]", "bilingual.widths")],
)
def test_widths_that_leave_no_room_are_refused(
    project: ProjectMaker, form: str, widths: str, said: str
) -> None:
    """A column of less than a fifth, or a width for one language only, is an error at its line."""
    settings = BOOK["content/book.yaml"] + f"bilingual:\n  widths: {widths}\n"
    done = run_diglot("build", form, "--project", project({**BOOK, "content/book.yaml": settings}))
    assert done.status == 2
    assert "content/book.yaml:4" in done.err
    assert said in done.err


def test_one_language_is_not_enough(project: ProjectMaker) -> None:
    """With --lang there is nothing to show beside the other, and the build says so."""
    done = run_diglot("build", "columns", "--lang", "en", "--project", project())
    assert done.status == 2
    assert "two" in done.out + done.err


def test_dedications_and_colophons_are_those_of_both(project: ProjectMaker) -> None:
    """One below the other on a page of their own, or that of the only language that has one."""
    own = {
        "content/book.yaml": BOOK["content/book.yaml"],
        "content/en/book.yaml": BOOK["content/en/book.yaml"] + "dedication: To the press\n",
        "content/he/book.yaml": BOOK["content/he/book.yaml"]
        + "dedication: לבית הבד\ncolophon: נדפס בחיפה\n",
        "content/en/01-oil.md": "# Oil\n\nAbout oil.\n",
        "content/he/01-oil.md": "# שמן\n\nעל השמן.\n",
    }
    pages = texts(build(project(own), "columns"))
    (dedication,) = (page for page in pages if "To the press" in page)
    assert dedication.split() == ["To", "the", "press", "לבית", "הבד"]
    assert pages[-1].split() == ["נדפס", "בחיפה"]
