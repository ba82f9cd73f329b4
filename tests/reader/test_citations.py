"""Citations and lists of works in which both scripts meet."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from differential.engines import Case, print_
from diglot.config import load_config
from diglot.core.errors import DiglotError
from diglot.core.model import Block, Chapter, Direction, Division, Edition, Note
from diglot.core.walk import chapter_blocks, chapter_inlines, inline_lines, plain_text, walk_blocks
from diglot.lang.locales import load_locale
from diglot.reader.edition import read_book
from diglot.render.chapters import Renderer
from diglot.render.target import BROWSER, Target
from support import ROOT, write_project

REFERENCES = """
@book{smith, author = {Smith, John}, title = {The Book}, date = {2019}}
@book{levi, author = {לוי, דנה}, title = {ספר}, date = {2020}, langid = {hebrew}}
@book{cohen, author = {כהן, יוסי and לוי, דנה}, title = {יצירה}, date = {2018}, langid = {hebrew}}
@book{brown, author = {Brown, Ann and White, Bob}, title = {Two}, date = {2017}, langid = {english}}
@book{mixed, author = {רון, גיל and Ross, Ed}, title = {מעורב}, date = {2001}}
@book{king, author = {רון, גיל and {Inc.}}, title = {מעורב}, date = {2003}}
@incollection{part, author = {מור, אב}, title = {פרק}, booktitle = {קובץ}, date = {2016},
  editor = {פרץ, רון and דוד, חן}, langid = {hebrew}, edition = {2}}
@incollection{piece, author = {Green, Cid}, title = {A Piece}, booktitle = {All}, date = {2015},
  editor = {Black, Dan}}
@book{early, author = {Green, Cid}, title = {א}, date = {2014}, langid = {hebrew}}
@book{late, author = {Green, Cid}, title = {ב}, date = {2014}, langid = {hebrew}}
"""
# Prints "p." before a page, as the default style does not.
WITH_LABELS = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>x</title><id>x</id><updated>2026-01-01T00:00:00+00:00</updated></info>
<citation><layout prefix="(" suffix=")" delimiter="; "><group delimiter=", ">
<names variable="author"><name form="short" and="text"/></names>
<date variable="issued"><date-part name="year"/></date>
<group delimiter=" "><label variable="locator" form="short"/><text variable="locator"/></group>
</group></layout></citation>
<bibliography><layout><names variable="author"/></layout></bibliography></style>"""
DIRECTIONS: dict[str, Direction] = {"en": "ltr", "he": "rtl"}


def read(folder: Path, language: str, text: str, settings: str = "", style: str = "") -> Chapter:
    """Return a chapter with a text that cites works."""
    files = {
        "content/references.bib": REFERENCES,
        "content/book.yaml": f"languages: [{language}]\n{settings}",
        "content/x.csl": style or None,
        f"content/{language}/01.md": f"# x\n\n{text}\n\n::: {{#refs}}\n:::\n",
    }
    book, _ = read_book(load_config(write_project(folder, files)))
    return book.editions[0].chapters[0]


def words(blocks: tuple[Block, ...]) -> list[str]:
    """Return the words of each line of blocks."""
    return [plain_text(line) for block in walk_blocks(blocks) for line in inline_lines(block)]


def works(chapter: Chapter) -> tuple[Block, ...]:
    """Return the entries of the list of works."""
    lists = [b for b in chapter_blocks(chapter) if isinstance(b, Division)]
    return lists[-1].blocks


def printed(chapter: Chapter) -> str:
    """Return how the first paragraph looks in the PDF, from left to right."""
    case = Case("x", DIRECTIONS[chapter.language], chapter.blocks[:1])
    (line,) = print_([case])[0].lines
    return line


@pytest.mark.heavy
def test_items_of_a_note_keep_their_places(tmp_path: Path) -> None:
    """In a style that cites in notes, names of the other script stay in reading order there."""
    style = WITH_LABELS.replace('class="in-text"', 'class="note"')
    style = style.replace('prefix="(" suffix=")"', 'suffix="."')
    chapter = read(
        tmp_path, "en", "So.[@levi, 7; @cohen, 9; @smith, 5]", "citations: {style: x.csl}\n", style
    )
    (note,) = (i for i in chapter_inlines(chapter) if isinstance(i, Note))
    (line,) = print_([Case("x", "ltr", note.blocks)])[0].lines
    assert line == "יול,2020,׳מע7;יולוןהכ,2018,׳מע9;Smith,2019,p.5."


IN_NOTES = """<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
<info><title>x</title><id>x</id><updated>2026-01-01T00:00:00+00:00</updated></info>
<macro name="locator"><group delimiter=" "><label variable="locator" form="short"/>
<text variable="locator"/></group></macro>
<citation><layout suffix="." delimiter="; "><choose>
<if position="ibid"><group delimiter=", "><text term="ibid"/><text macro="locator"/></group></if>
<else><group delimiter=", "><names variable="author"><name and="text"/></names>
<names variable="editor"><label form="verb" suffix=" "/><name and="text"/></names>
<text macro="locator"/></group></else></choose></layout></citation>
<bibliography><layout><names variable="author"/></layout></bibliography></style>"""


@pytest.mark.parametrize("language", ["en", "he"])
def test_each_note_is_in_the_language_of_its_works(tmp_path: Path, language: str) -> None:
    """In a style with notes each item, "ibid." too, has the terms of the work that it cites."""
    text = (
        "A [@part, p. 3]. B [@part, p. 4]. C [@piece, p. 6]. D [@piece, p. 8]. "
        "E [@brown, p. 5; @cohen, p. 7]."
    )
    chapter = read(tmp_path, language, text, "citations: {style: x.csl}\n", IN_NOTES)
    notes = (i for i in chapter_inlines(chapter) if isinstance(i, Note))
    lines = (line for note in notes for line in words(note.blocks))
    assert [line.replace("\u00a0", " ") for line in lines] == [
        "אב מור, בעריכת רון פרץ וחן דוד, עמ׳ 3.",
        "שם, עמ׳ 4.",
        "Cid Green, edited by Dan Black, p. 6.",
        "Ibid., p. 8.",
        "Ann Brown and Bob White, p. 5; יוסי כהן ודנה לוי, עמ׳ 7.",
    ]


ORDERS = {
    "a Hebrew name in English": ("en", "So [@levi, p. 12] too", "So(יול2020,12)too"),
    "a Hebrew author in the sentence": ("en", "So says @levi [12] now", "Sosaysיול(2020,12)now"),
    "items of one bracket": (
        "en",
        "So [see @levi, pp. 12-15; @cohen; @smith, 5] too",
        "So(seeיול2020,12–15;יולוןהכ2018;Smith2019,5)too",
    ),
    "a Latin name in Hebrew": ("he", "כך [@smith, 12] שם", "םש(Smith2019,12)ךכ"),
    "a Latin author in a Hebrew sentence": ("he", "כך @smith [12] שם", "םשSmith(2019,12)ךכ"),
    "Latin items of one Hebrew bracket": (
        "he",
        "כך [@smith, 12; @levi; @brown, 5] שם",
        "םש(BrownandWhite2017,5;2020יול;Smith2019,12)ךכ",
    ),
    "both scripts in one item in English": ("en", "So [@mixed, 7] too", "So(Ross־וןור2001,7)too"),
    "the letter of a year": ("he", "כך [@early; @late] שם", "םש(2014b,Green2014a)ךכ"),
    "a year without its name": ("he", "לפי סמית [-@smith, 12] כך", "ךכ(12,2019)תימסיפל"),
    "a Hebrew passage in English": (
        "en",
        "::: {lang=he}\nכמו [@levi, 12; @smith, 5] אצל @brown [7] שם\n:::",
        "םשBrownandWhite(2017,7)לצא(Smith2019,5;12,2020יול)ומכ",
    ),
    "a name with its suffix": ("he", "כך [@king, 7] שם", "םש(7,2003Inc.־וןור)ךכ"),
    "words after a Latin work in Hebrew": (
        "he",
        "כך [ראו @smith, 12 n. 4; @levi, 5] שם",
        "םש(5,2020יול;Smith2019,12n.4ואר)ךכ",
    ),
    "words around a Latin work in Hebrew": (
        "he",
        "כך [cf. @smith, passim; cf. @brown] שם",
        "םש(cf.BrownandWhite2017;cf.Smith2019,passim)ךכ",
    ),
    "both scripts in one Hebrew item": ("he", "כך [@mixed, 7] שם", "םש(7,2001Ross־וןור)ךכ"),
}


@pytest.mark.heavy
@pytest.mark.parametrize("name", ORDERS)
def test_citations_stand_in_reading_order(tmp_path: Path, name: str) -> None:
    """Name, year and page follow one another, and the items of a bracket stay apart."""
    language, text, expected = ORDERS[name]
    assert printed(read(tmp_path, language, text)) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("he", "כך [@cohen; @mixed]", "כך (כהן ולוי 2018; רון ו־Ross 2001)"),
        ("he", "כך [@brown]", "כך (Brown and White 2017)"),
        ("he", "כך @brown", "כך Brown and White (2017)"),
        (
            "he",
            "לפי @smith ו־@levi ולכן ב-@cohen",
            "לפי Smith (2019) ולוי (2020) ולכן בכהן ולוי (2018)",
        ),
        ("he", "כך ו־@smith", "כך ו־Smith (2019)"),
        ("en", "So [@cohen; @brown]", "So (כהן ולוי 2018; Brown and White 2017)"),
        ("en", "So @cohen [12]", "So כהן ולוי (2018, 12)"),
    ],
)
def test_and_is_in_the_language_of_the_work(
    tmp_path: Path, language: str, text: str, expected: str
) -> None:
    """In Hebrew "and" is a prefix before Hebrew, ו־ before Latin; in Latin works it is "and"."""
    assert words(read(tmp_path, language, text).blocks)[0] == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("he", "כך [@smith, עמ' 5; @levi, עמ' 7]", "כך (Smith, 2019, p.\u00a05; לוי, 2020, עמ׳ 7)"),
        ("he", "כך [@smith, pp. 5-6]", "כך (Smith, 2019, pp.\u00a05–6)"),
        ("he", "כך [@levi, p.7]", "כך (לוי, 2020, עמ׳ 7)"),
        ("en", "So [@levi, p. 12; @smith, 5]", "So (לוי, 2020, עמ׳ 12; Smith, 2019, p.\u00a05)"),
        ("en", "So [@levi, chap. 3]", "So (לוי, 2020, פרק 3)"),
    ],
)
def test_locators_are_in_the_language_of_the_work(
    tmp_path: Path, language: str, text: str, expected: str
) -> None:
    """A page is "p." of a Latin work and עמ׳ of a Hebrew one, however it was typed."""
    chapter = read(tmp_path, language, text, "citations: {style: x.csl}\n", WITH_LABELS)
    assert words(chapter.blocks)[0] == expected


def test_an_ampersand_is_for_latin_works(tmp_path: Path) -> None:
    """Where a style says "&" for "and", a Hebrew work has its prefix all the same."""
    style = WITH_LABELS.replace('form="short" and="text"', 'form="short" and="symbol"')
    chapter = read(tmp_path, "he", "כך [@cohen; @brown]", "citations: {style: x.csl}\n", style)
    assert words(chapter.blocks)[0] == "כך (כהן ולוי, 2018; Brown & White, 2017)"


@pytest.mark.parametrize("language", ["en", "he"])
def test_entries_are_in_the_language_of_the_work(tmp_path: Path, language: str) -> None:
    """An entry has "edited by" or בעריכת, and marks of quotation, as its own language has."""
    entries = words(works(read(tmp_path, language, "[@part; @piece]")))
    assert sorted(entries) == [
        "Green, Cid. 2015. “A Piece.” In All, edited by Dan Black.",
        "מור, אב. 2016. ״פרק״. בתוך קובץ, מהד׳ 2, בעריכת רון פרץ וחן דוד.",
    ]


@pytest.mark.parametrize(
    ("language", "settings", "expected"),
    [
        ("he", "", ["לוי", "Brown", "Smith"]),
        ("en", "", ["Brown", "Smith", "לוי"]),
        ("he", "citations: {order: other}", ["Brown", "Smith", "לוי"]),
        ("en", "citations: {order: other}", ["לוי", "Brown", "Smith"]),
        ("he", "citations: {order: style}", ["Brown", "Smith", "לוי"]),
    ],
)
def test_works_in_the_script_of_the_edition_come_first(
    tmp_path: Path, language: str, settings: str, expected: list[str]
) -> None:
    """A list of works has the edition's own script first, or as `citations.order` says."""
    entries = words(works(read(tmp_path, language, "[@smith; @levi; @brown]", settings)))
    assert [entry.partition(",")[0] for entry in entries] == expected


def test_an_unknown_order_is_refused(tmp_path: Path) -> None:
    """An order that there is not is said with those that there are."""
    with pytest.raises(DiglotError, match=r"citations\.order.*'own', 'other' or 'style'"):
        read(tmp_path, "en", "[@smith]", "citations: {order: hebrew}")


@pytest.mark.parametrize("language", ["en", "he"])
def test_entries_of_both_scripts_look_equally_large(
    browser: Browser, tmp_path: Path, language: str
) -> None:
    """Hebrew letters, which look smaller, are set larger than Latin ones in a list of works."""
    chapter = read(tmp_path, language, "[@smith; @levi]")
    locale = load_locale(language)
    target = Target(BROWSER, href=lambda *_: "#", image_url=lambda asset: asset.name)
    edition = Edition(language, "x", (chapter,))
    body = Renderer(edition, locale, target).chapter(chapter).body
    styles = (ROOT / "templates" / "styles").as_uri()
    html = tmp_path / "x.html"
    html.write_text(
        f'<!DOCTYPE html><html lang="{language}" dir="{locale.direction}"><meta charset="utf-8">'
        f'<link rel="stylesheet" href="{styles}/base.css"><body>{body}',
        encoding="utf-8",
    )
    page = browser.new_page()
    page.goto(html.as_uri())
    sizes = {
        key: page.eval_on_selector(f"#ref-{key}", "e => parseFloat(getComputedStyle(e).fontSize)")
        for key in ("smith", "levi")
    }
    page.close()
    assert sizes["levi"] / sizes["smith"] == pytest.approx(1.07, abs=0.01)


# What the reference says, and what a list of works writes of it.
DATES = {
    "2019-03-04": "4 במרץ",
    "2019-03-04/2019-03-06": "4–6 במרץ",
    "2019-03-30/2019-04-02": "30 במרץ – 2 באפריל",
    "2019-03": "מרץ",
    "2019-03/2019-04": "מרץ–אפריל",
    "2019-08-31": "31 באוגוסט",
}
ACCESS = """<date variable="issued" delimiter=" "><date-part name="month"/>
<date-part name="day" suffix=","/><date-part name="year"/></date>"""
DAY_FIRST = """<date variable="issued" delimiter=" "><date-part name="day"/>
<date-part name="month" form="short"/><date-part name="year"/></date>"""


def dated(folder: Path, date: str, style: str = "") -> str:
    """Return the entry of a Hebrew article with a date in the list of works."""
    files = {
        "content/references.bib": "@article{x, author = {לוי, דנה}, title = {מרץ 5}, "
        f"journaltitle = {{הארץ}}, date = {{{date}}}, langid = {{hebrew}}}}",
        "content/book.yaml": "languages: [he]\n" + ("citations: {style: x.csl}\n" if style else ""),
        "content/x.csl": style or None,
        "content/he/01.md": "# x\n\n@x\n\n::: {#refs}\n:::\n",
    }
    book, _ = read_book(load_config(write_project(folder, files)))
    return words(works(book.editions[0].chapters[0]))[-1]


@pytest.mark.parametrize("date", DATES)
def test_a_hebrew_entry_writes_the_day_before_its_month(tmp_path: Path, date: str) -> None:
    """Days come first and the month has its prefix, a title is as it was typed."""
    entry = dated(tmp_path, date)
    assert entry == f"לוי, דנה. 2019. ״מרץ 5״. הארץ, {DATES[date]}."


@pytest.mark.parametrize("form", [ACCESS, DAY_FIRST])
def test_a_hebrew_date_with_its_year_is_written_in_order(tmp_path: Path, form: str) -> None:
    """Whatever the order of the style, a Hebrew date is day, month, year."""
    style = WITH_LABELS.replace(
        "<bibliography><layout>", f'<bibliography><layout suffix=".">{form}<text value=" "/>'
    )
    entry = dated(tmp_path, "2019-12-30/2020-01-02", style)
    assert entry.startswith("30 בדצמבר 2019 – 2 בינואר 2020")
    assert dated(tmp_path / "x", "2019-03-04", style).startswith("4 במרץ 2019")
