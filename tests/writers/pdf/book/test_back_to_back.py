"""Back to back, measured in the finished files: two books at one spine, each from its own cover."""

from __future__ import annotations

import json
from pathlib import Path

import page as page_validation
import pikepdf
import pytest

from diglot.writers.pdf.book.back_to_back import meeting
from geometry import WordPage, texts, word_pages
from support import SOUND, OnceMaker, ProjectMaker, run_diglot, write_project

pytestmark = pytest.mark.heavy

PT_PER_MM = 72 / 25.4
ENGLISH = " ".join(["The olives were picked and brought to the press before rain."] * 10)
HEBREW = " ".join(["הזיתים נמסקו והובאו אל בית הבד לפני הגשם."] * 10)
BOOK = {
    "content/book.yaml": (
        "id: small\nlanguages: [en, he]\npage: {size: A5, gutter: 12mm}\n"
        "print: {multiple: 16, marks: off}\n"
    ),
    "content/en/book.yaml": "title: A Small Book\ndate: 2026-01-02\ncolophon: Set in Haifa.\n",
    "content/he/book.yaml": "title: ספר קטן\ndate: 2026-01-02\ncolophon: סודר בחיפה.\n",
    "content/en/01-oil.md": "# Oil\n\n"
    + f"{ENGLISH}\n\n" * 11
    + "See [the price](#price).\n\n## Price {#price}\n\nIt rose by 4%.\n",
    "content/he/01-oil.md": "# שמן\n\n"
    + f"{HEBREW}\n\n" * 11
    + "ראו [המחיר](#price).\n\n## המחיר {#price}\n\nהוא עלה ב־4%.\n",
}
FORMATS = ("back-to-back", "back-to-back-print", "pdf", "print")


@pytest.fixture(scope="module")
def built(once: OnceMaker) -> Path:
    """Return the folder of a book that is made back to back, and of its single editions."""

    def build(folder: Path) -> None:
        write_project(folder, BOOK)
        for formats in (FORMATS[2:], FORMATS):
            done = run_diglot("build", *formats, "--project", folder)
            assert done.status == 0, done.out + done.err
            kept = {path.name for path in (folder / ".diglot").rglob("*.pages")}
            (folder / f"laid-out-{len(formats)}.txt").write_text("\n".join(sorted(kept)))

    return once("back-to-back", build) / "build"


def pages_of(built: Path, name: str) -> list[str]:
    """Return the text of each page of a file, as poppler reads it."""
    return [text.strip() for text in texts(built / f"small-{name}.pdf", "-raw")]


def blanks(pages: list[str], count: int) -> list[str]:
    """Return the pages of a language, with a blank one where their number is odd."""
    return pages[:count] + [""] * (count - len(pages[:count]) + count % 2)


@pytest.mark.parametrize(
    ("counts", "multiple", "total"),
    [((11, 10), 2, 24), ((10, 10), 2, 22), ((9, 9), 2, 22), ((10, 8), 16, 32), ((10, 9), 5, 30)],
)
def test_what_is_missing_is_in_the_middle(
    counts: tuple[int, int], multiple: int, total: int
) -> None:
    """Both begin at a cover, and the leaves between them, one at least, are blank."""
    places = meeting(counts, multiple)
    assert len(places) == total
    assert places[: counts[0]] == [(0, n) for n in range(counts[0])]
    assert places[::-1][: counts[1]] == [(1, n) for n in range(counts[1])]
    first = places.index(None)
    assert first % 2 == 0
    assert places[first : first + 2] == [None, None]


def test_each_language_begins_at_its_cover(built: Path) -> None:
    """English comes first as it is, Hebrew last and from its end to its beginning."""
    english, hebrew, both = (pages_of(built, name) for name in ("en", "he", "back-to-back"))
    assert len(both) % 16 == 0
    assert both[: len(english)] == english
    assert both[::-1][: len(hebrew)] == hebrew
    middle = both[len(english) : len(both) - len(hebrew)]
    assert len(middle) >= 2
    assert not any(middle)
    assert len(pages_of(built, "back-to-back-print")) == len(both)


def test_nothing_is_laid_out_for_it(built: Path) -> None:
    """Where the editions are there, the cache has no pages more when both are back to back."""
    alone, all_of_them = (built.parent / f"laid-out-{n}.txt" for n in (2, len(FORMATS)))
    assert alone.read_text() == all_of_them.read_text() != ""


def gutter_side(page: WordPage) -> str:
    """Return at which edge the wider margin of a full page is."""
    left = min(word.left for word in page.words)
    right = page.width - max(word.right for word in page.words)
    assert abs(left - right) == pytest.approx(12 * PT_PER_MM + 3 * PT_PER_MM, abs=3)
    return "left" if left > right else "right"


@pytest.mark.parametrize("name", ["back-to-back", "back-to-back-print"])
def test_the_binding_is_at_one_edge_of_each_leaf(built: Path, name: str) -> None:
    """Its wide margin is left on every odd page of the file and right on every even one."""
    full = {
        number: gutter_side(page)
        for number, page in enumerate(word_pages(built / f"small-{name}.pdf"), 1)
        if len(page.words) > 150
    }
    assert {number: "left" if number % 2 else "right" for number in full} == full
    assert len(full) >= 6


def test_a_press_finds_nothing(built: Path) -> None:
    """The boxes of each page are those of a print PDF, nothing of a screen is left, no problem."""
    files = json.loads((built / "manifest.json").read_text(encoding="utf-8"))["files"]
    (entry,) = (file for file in files if file["format"] == "back-to-back-print")
    assert entry["preflight"]["problems"] == []
    assert entry["preflight"]["standard"] == "PDF/X-4"
    with pikepdf.open(built / "small-back-to-back-print.pdf") as book:
        assert entry["pages"] == len(book.pages)
        for page in book.pages:
            trim, bleed = ([float(n) for n in page.obj[key]] for key in ("/TrimBox", "/BleedBox"))
            size = [(trim[2] - trim[0]) / PT_PER_MM, (trim[3] - trim[1]) / PT_PER_MM]
            assert size == pytest.approx([148, 210], abs=0.1)
            assert trim[0] - bleed[0] == pytest.approx(3 * PT_PER_MM, abs=0.01)


def test_each_language_has_its_own_numbers(built: Path) -> None:
    """Pages are labelled as in the single editions; the leaf between them bears no number."""
    labels = {}
    for name in ("en", "he", "back-to-back"):
        with pikepdf.open(built / f"small-{name}.pdf") as book:
            labels[name] = [page.label for page in book.pages]
    both, english, hebrew = labels["back-to-back"], labels["en"], labels["he"]
    assert both[: len(english)] == english
    assert both[::-1][: len(hebrew)] == hebrew
    assert {"i", "1", "א"} <= {*both}
    assert both.count("\N{EM DASH}") >= 2


def test_bookmarks_and_links_stay_in_their_language(built: Path) -> None:
    """Each has its bookmarks under its title, and a link leads to a page of its own language."""
    english = len(pages_of(built, "en"))
    with pikepdf.open(built / "small-back-to-back.pdf") as book, book.open_outline() as tree:
        numbers = {page.objgen: number for number, page in enumerate(book.pages)}
        ours, theirs = tree.root
        assert (ours.title, theirs.title) == ("A Small Book", "ספר קטן")
        assert numbers[ours.destination[0].objgen] == 0
        assert numbers[theirs.destination[0].objgen] == len(book.pages) - 1
        assert all(numbers[item.destination[0].objgen] < english for item in ours.children)
        assert all(numbers[item.destination[0].objgen] > english for item in theirs.children)
        named = dict(pikepdf.NameTree(book.Root.Names.Dests).items())
        sides = set()
        for number, page in enumerate(book.pages):
            for link in page.obj.get("/Annots", ()):
                if "/Dest" in link:
                    target = numbers[named[str(link.Dest)][0].objgen]
                    assert (target < english) == (number < english)
                    sides.add(number < english)
        assert sides == {True, False}


def test_it_is_accessible(built: Path) -> None:
    """It keeps PDF/UA-1, and one language is read aloud after the other, each in order."""
    path = built / "small-back-to-back.pdf"
    report = page_validation.validate_pdf(str(path), profile="ua1")
    assert report.is_compliant, str(report)
    with pikepdf.open(path) as book:
        (document,) = book.Root.StructTreeRoot.K
        assert [str(part.Lang) for part in document.K] == ["en", "he"]
        assert book.Root.ViewerPreferences.Direction == "/L2R"


def test_one_language_is_refused(project: ProjectMaker) -> None:
    """A book in one language has nothing to be back to back with, and says so."""
    done = run_diglot("build", "back-to-back", "--lang", "en", "--project", project(SOUND))
    assert done.status == 2
    assert '"back-to-back" needs two languages, and here is one.' in done.out + done.err
