"""What helps a reader find the way in a printed book: lists, index, references to pages."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import page as page_validation
import pikepdf
import pytest

from diglot.config import load_config
from diglot.core.errors import DiglotError
from diglot.core.model import Attributes, Chapter, Edition, Paragraph, Position, Span, Text
from diglot.disk.template_files import builtin_templates
from diglot.render.apparatus.terms import index_of
from diglot.writers.pdf.book.documents import Documents
from diglot.writers.pdf.book.order import CONTENTS
from diglot.writers.pdf.engine.layout import lay_out
from geometry import texts, word_pages
from support import SOUND, USUAL_PAGE, ProjectMaker, run_diglot

pytestmark = pytest.mark.heavy

LANGUAGES = ("en", "he")
SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><path d="M0 0h90v90z"/></svg>'
)


def chapter(title: str, word: str, see: str, number: int) -> str:
    """Return a chapter with a section three deep, a figure, a table and two notes."""
    return (
        f"# {title} {number}\n\n{word}.[^1]\n\n## {word} A{number} {{#a{number}}}\n\n"
        f"### {word} B{number} {{#b{number}}}\n\n{word}.[^2]\n\n"
        f"![{word} F{number}](square.svg){{#fig-f{number} alt=x}}\n\n"
        f"![{word} G{number}](square.svg){{alt=x}}\n\n"
        f"| {word} |\n|---|\n| 1 |\n\n: {word} T{number}\n\n{see}\n\n"
        f"[^1]: {word} N1.\n\n[^2]: {word} N2.\n"
    )


def apparatus(settings: str, see: dict[str, str] | None = None) -> dict[str, str]:
    """Return a book of two chapters with these settings. see: a paragraph, by language."""
    see = see or {"en": "", "he": ""}
    files = {"content/book.yaml": f"id: small\n{settings}", "content/en/square.svg": SQUARE}
    for number in (2, 3):
        name = f"0{number}-x.md"
        files[f"content/en/{name}"] = chapter("Part", "Olive", see["en"], number)
        files[f"content/he/{name}"] = chapter("חלק", "זית", see["he"], number)
    return files


def built(folder: Path, *arguments: str) -> Path:
    """Build the PDFs of a project and return their folder."""
    done = run_diglot("pdf", "--project", folder, *arguments)
    assert done.status == 0, done.out + done.err
    return folder / "build"


def test_lists_and_levels(project: ProjectMaker) -> None:
    """Contents go as deep as is asked; lists of figures and tables follow, with their pages."""
    settings = "contents: {depth: 3}\nfigures: {list: on, numbers: book}\ntables: {list: on}\n"
    folder = built(project(apparatus(settings)), "--lang", "en")
    pages = [" ".join(text.split()) for text in texts(folder / "small-en.pdf", "-layout")]
    (contents,) = (text for text in pages if text.startswith("Contents"))
    rows = (
        r"2 Part 2 .*3 Olive A2 .*3 Olive B2 .*3",
        r"Figures .*Figure 1\. Olive F2 .*3 Figure 2\. Olive G2 .*3 Figure 3\. Olive F3 .*5",
        r"Tables .*Table 2\.1\. Olive T2 .*\d Table 3\.1\. Olive T3 .*\d",
    )
    for row in rows:
        assert re.search(row.replace(" .*", r"[ .·]*"), contents), contents
    shallow = {"content/book.yaml": "id: small\ncontents: {depth: 1}\n"}
    flat = built(project(shallow), "--lang", "en")
    assert "Olive A2" not in texts(flat / "small-en.pdf")[4]


@pytest.mark.parametrize("language", LANGUAGES)
def test_notes_at_the_end_of_a_chapter(project: ProjectMaker, language: str) -> None:
    """Notes stand after the chapter, numbered through the book, linked from their marks."""
    settings = "notes: {place: chapter, numbers: book}\n"
    folder = built(project(apparatus(settings)), "--lang", language)
    path = folder / f"small-{language}.pdf"
    pages = ["".join(text.split()) for text in texts(path)]
    last = next(text for text in reversed(pages) if text)
    word = {"en": "Olive", "he": "זית"}[language]
    for number, note in ((3, 1), (4, 2)):
        # Poppler finds it hard to say on which side of Latin letters the full stop stands.
        assert re.search(rf"{number}\.?{word}\.?N{note}", last)
    with pikepdf.open(path) as book:
        names = {str(name) for name in list(book.Root.Names.Dests.Names)[::2]}
        targets = {
            str(link.Dest)
            for p in book.pages
            for link in p.obj.get("/Annots", [])
            if "/Dest" in link
        }
    assert {"02-x/fn-1", "02-x/fn-2", "03-x/fn-1", "03-x/fn-2"} <= targets & names


SEE = {
    "en": "See [](03-x.md#b3){.page}, or [the table](02-x.md#a2){.page}.",
    "he": "ראו [](03-x.md#b3){.page}, או [את הטבלה](02-x.md#a2){.page}.",
}


def links(path: Path) -> list[tuple[str, str]]:
    """Return what each reference to a page is called, and the words that stand over it."""
    found = []
    pages = word_pages(path)
    with pikepdf.open(path) as book:
        # After the contents, which link to the same places.
        for page, words in list(zip(book.pages, pages, strict=True))[6:]:
            for link in page.obj.get("/Annots", []):
                if "page" not in str(link.get("/Contents", "")):
                    continue
                x1, y1, x2, y2 = (float(n) for n in link.Rect)
                left, right, bottom, top = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
                inside = [
                    w.text
                    for w in words.words
                    if left - 1 <= (w.left + w.right) / 2 <= right + 1
                    and bottom - 3 <= words.height - (w.top + w.bottom) / 2 <= top + 3
                ]
                found.append((str(link.Contents), " ".join(inside)))
    return found


def test_references_to_pages_are_right(project: ProjectMaker) -> None:
    """The number over the text is that of the page, and is said to those who listen."""
    folder = built(project(apparatus("", SEE)), "--lang", "en")
    path = folder / "small-en.pdf"
    with pikepdf.open(path) as book:
        numbers = {str(book.pages[i].label): i for i in range(len(book.pages))}
        spoken = [
            str(o.ActualText)
            for o in book.objects
            if isinstance(o, pikepdf.Dictionary) and "/ActualText" in o and o.get("/S") == "/Link"
        ]
    pages = texts(path)
    shown = dict(links(path))
    ((third, over_third),) = ((k, v) for k, v in shown.items() if "B3" in k)
    number = third.rpartition("\N{NO-BREAK SPACE}")[2]
    assert "Olive B3" in pages[numbers[number]]
    assert over_third.replace(",", "") == f"page {number}"
    ((second, over_second),) = ((k, v) for k, v in shown.items() if "A2" in k)
    number = second.rpartition("\N{NO-BREAK SPACE}")[2]
    assert "Olive A2" in pages[numbers[number]]
    assert over_second.replace(" )", ")").rstrip(".") == f"the table (page {number})"
    assert Counter(spoken) == {
        third.rpartition(", ")[2]: 2
    }  # the one with words is read as they are
    report = page_validation.validate_pdf(str(path), profile="ua1")
    assert report.is_compliant, str(report)


def test_a_reference_moves_no_chapter(project: ProjectMaker) -> None:
    """A chapter that grows by pages changes numbers in others, which are not laid out again."""
    files = apparatus("", SEE)
    folder = project(files)
    built(folder, "--lang", "en")
    kept = {path.name for path in (folder / ".diglot/cache").rglob("*.pages")}
    words = "\n\nA long paragraph of words. " * 300
    for language in LANGUAGES:
        path = folder / f"content/{language}/01-oil.md"
        path.write_text(path.read_text(encoding="utf-8") + words, encoding="utf-8")
    build = folder / "build"
    run_diglot("pdf", "--project", folder, "--lang", "en", "--draft")
    new = {path.name for path in (folder / ".diglot/cache").rglob("*.pages")} - kept
    # That chapter, the contents, folios and heads; the numbers got a figure more in two others.
    assert len(new) <= 5
    shown = links(build / "small-en.pdf")
    assert all(name.rpartition("\N{NO-BREAK SPACE}")[2] in over for name, over in shown)
    for language in LANGUAGES:
        path = folder / f"content/{language}/01-oil.md"
        path.write_text(path.read_text(encoding="utf-8") + words * 2, encoding="utf-8")
    kept = {path.name for path in (folder / ".diglot/cache").rglob("*.pages")}
    run_diglot("pdf", "--project", folder, "--lang", "en", "--draft")
    new = {path.name for path in (folder / ".diglot/cache").rglob("*.pages")} - kept
    assert len(new) == 3  # that chapter, the contents, folios and heads
    assert links(build / "small-en.pdf") != shown


def edition(language: str, *terms: str) -> Edition:
    """Return an edition whose one paragraph has these terms marked."""
    here = Position("x.md")
    spans = tuple(
        Span((Text(t),), Attributes(classes=("index",), pairs=(("term", t), ("entry", str(n)))))
        for n, t in enumerate(terms, 1)
    )
    body = Chapter("x", language, (Text("x"),), here, blocks=(Paragraph(spans, here),))
    return Edition(language, "x", (body,))


def order(language: str, *terms: str) -> list[tuple[str, list[str]]]:
    """Return the groups of an index with their entries."""
    groups = index_of(edition(language, *terms))
    return [(group.letter, [entry.term for entry in group.entries]) for group in groups]


def test_each_alphabet_has_its_order() -> None:
    """The book's alphabet comes first; points, final letters, accents and quotes do not count."""
    terms = ("Zion", "apple", "École", "40 days", "שָׁלוֹם", "שלג", "צה״ל", "צדק", "מים", "מימון")
    hebrew = [("מ", ["מים", "מימון"]), ("צ", ["צדק", "צה״ל"]), ("ש", ["שלג", "שָׁלוֹם"])]
    latin = [("A", ["apple"]), ("E", ["École"]), ("Z", ["Zion"])]
    assert order("he", *terms) == [("", ["40 days"]), *hebrew, *latin]
    assert order("en", *terms) == [("", ["40 days"]), *latin, *hebrew]


def test_terms_stand_under_terms() -> None:
    """`oil!pressing` is an entry under oil, and places of the same term are gathered."""
    (group,) = index_of(edition("en", "oil!pressing", "oil", "oil"))
    (oil,) = group.entries
    assert (oil.term, len(oil.places)) == ("oil", 2)
    assert [entry.term for entry in oil.entries] == ["pressing"]


def test_the_index_has_the_pages_of_its_terms(project: ProjectMaker) -> None:
    """An index is made where terms are marked; it stands in the contents and ends the book."""
    files = {
        "content/en/02-x.md": "# Trees\n\nThe [olive]{.index} and []{.index term=figs}more.\n",
        "content/he/02-x.md": "# עצים\n\n[הזית]{.index term=זית} ו[]{.index term=תאנים}עוד.\n",
        "content/en/03-x.md": "# Fruit\n\nAn [olive]{.index}.\n",
        "content/he/03-x.md": "# פירות\n\n[זית]{.index}.\n",
    }
    folder = built(project(files))
    english = texts(folder / "small-en.pdf")
    words = english[-1].split()
    for line in (["figs,", "3"], ["olive,", "3,", "5"], ["F"], ["O"]):
        assert any(words[i : i + len(line)] == line for i in range(len(words))), words
    assert "Index" in english[4]
    hebrew = " ".join(texts(folder / "small-he.pdf")[-1].split())
    assert "מפתח" in hebrew
    assert re.search(r"זית", hebrew)
    site = run_diglot("site", "--project", folder.parent)
    assert site.status == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wide_table_lies_on_its_side(project: ProjectMaker, language: str) -> None:
    """Its page alone is turned, in the same size, and carries no head."""
    heads = " | ".join(f"C{n}" for n in range(9))
    table = f"| {heads} |\n|{'---|' * 9}\n| {heads} |\n\n: T {{#tbl-w .turned}}\n"
    files = {
        "content/en/02-x.md": f"# Wide\n\nBefore.\n\n{table}\nAfter.\n",
        "content/he/02-x.md": f"# רחב\n\nלפני.\n\n{table}\nאחרי.\n",
    }
    folder = project(files)
    assert run_diglot("pdf", "print", "--project", folder, "--lang", language).status == 0
    with pikepdf.open(folder / f"build/small-{language}.pdf") as book:
        turned = [i for i, page in enumerate(book.pages) if int(page.obj.get("/Rotate", 0))]
        assert len(turned) == 1
        width, height = (float(n) for n in book.pages[turned[0]].mediabox[2:])
        assert (width, height) == pytest.approx((648, 432), abs=0.01)
    pages = texts(folder / f"build/small-{language}.pdf")
    assert "C8" in pages[turned[0]]
    assert {"en": "After", "he": "אחרי"}[language] in pages[turned[0] + 1]
    report = (folder / "build/manifest.json").read_text(encoding="utf-8")
    assert '"problems": []' in report


@pytest.mark.parametrize("archive", ["2u", "3u"])
def test_a_pdf_for_archives(project: ProjectMaker, archive: str) -> None:
    """The PDF keeps PDF/A and PDF/UA-1 together, and says so."""
    folder = built(project(apparatus(f"pdf: {{archive: {archive}}}\n")))
    for language in LANGUAGES:
        path = str(folder / f"small-{language}.pdf")
        for profile in (archive, "ua1"):
            report = page_validation.validate_pdf(path, profile=profile)
            assert report.is_compliant, str(report)


def elements(book: pikepdf.Pdf, kind: str) -> list[Any]:
    """Return the structure elements of a kind."""
    objects = (o for o in book.objects if isinstance(o, pikepdf.Dictionary))
    return [o for o in objects if o.get("/S") == kind and "/P" in o]


@pytest.mark.parametrize(("language", "other"), [("en", "he"), ("he", "en")])
def test_languages_and_notes_are_told(handbook: Path, language: str, other: str) -> None:
    """Passages in the other language say so; each note is a note, and its mark a reference."""
    with pikepdf.open(handbook / f"handbook-{language}.pdf") as book:
        spans = [e for e in elements(book, "/Span") if str(e.get("/Lang", "")) == other]
        assert len(spans) > 100
        notes = elements(book, "/Note")
        names = [str(note.ID) for note in notes]
        assert len(notes) >= 7
        assert len(set(names)) == len(names)
        assert len(elements(book, "/Reference")) >= 7
        metadata = book.Root.Metadata.read_bytes().decode()
        assert f'xml:lang="{language}"' in metadata
        assert str(book.trailer.Info.Title) in metadata


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("contents: {depth: 9}", 'contents.depth: "9": give a whole number from 1 to 4'),
        ("notes: {place: margin}", '"margin" is not one of the words for it'),
        ("figures: {numbers: part}", '"part" is not one of the words for it'),
        ("tables: {lists: on}", 'did you mean "list"?'),
        ("pdf: {archive: 1b}", '"1b" is not one of the words for it'),
    ],
)
def test_an_impossible_setting_names_its_line(
    project: ProjectMaker, setting: str, message: str
) -> None:
    """A word that a setting does not know is an error at its line."""
    folder = project({"content/book.yaml": f"{SOUND['content/book.yaml']}{setting}\n"})
    with pytest.raises(DiglotError) as caught:
        load_config(folder)
    assert str(caught.value).startswith("content/book.yaml:3:")
    assert message in str(caught.value)


def test_numbers_of_three_figures_keep_off_the_titles(tmp_path: Path) -> None:
    """In the contents of a book of hundreds of chapters no number runs into the title after it."""
    chapters = tuple(
        Chapter(f"c{n}", "en", (Text("Harbor"),), Position("content/en/c.md"), number=n)
        for n in range(101, 221)
    )
    documents = Documents(Edition("en", "Book", chapters), USUAL_PAGE, (builtin_templates(),))
    path = tmp_path / "contents.pdf"
    path.write_bytes(lay_out(documents.numbered(lambda *_: "7")[CONTENTS]).pdf)
    for page in word_pages(path):
        titles = {round(word.top): word for word in page.words if word.text == "Harbor"}
        numbers = [word for word in page.words if re.fullmatch(r"\d{3}", word.text)]
        assert len(numbers) == len(titles) > 0
        assert all(word.right + 2 < titles[round(word.top)].left for word in numbers)
