"""Numbers in figures and letters, and where an edition counts in which."""

from __future__ import annotations

import re

import pytest
from lxml import etree
from msgspec.structs import replace

from diglot.config import load_config
from diglot.core.conventions import Conventions, Numerals
from diglot.core.errors import DiglotError
from diglot.core.model import (
    Attributes,
    Chapter,
    Division,
    Edition,
    ListBlock,
    Note,
    Paragraph,
    Role,
    Table,
    Text,
)
from diglot.lang.he.numerals import (
    hebrew,
    hebrew_bare,
    hebrew_year,
    is_as_in_css,
    numeral_value,
)
from diglot.lang.locales import load_locale
from diglot.render.chapters import Renderer
from diglot.render.target import BROWSER, PAPER, READING_SYSTEM, Abilities, Target
from diglot.text.numerals import latin, roman
from editions import HERE
from support import ROOT, ProjectMaker

LETTERS = Numerals("hebrew", "hebrew", "hebrew", "hebrew")
VALUES = dict(
    zip(
        "אבגדהוזחטיכלמנסעפצקרשת",
        [*range(1, 10), *range(10, 100, 10), 100, 200, 300, 400],
        strict=True,
    )
)

COUNTED = [
    # number, in a sentence, by itself, why
    (1, "א׳", "א", "one letter takes a geresh"),
    (9, "ט׳", "ט", "the last of the ones"),
    (10, "י׳", "י", "a ten"),
    (11, "י״א", "יא", "two letters take gershayim before the last"),
    (14, "י״ד", "יד", "before the exceptions"),
    (15, "ט״ו", "טו", "not the beginning of God's name"),
    (16, "ט״ז", "טז", "nor this"),
    (17, "י״ז", "יז", "after the exceptions"),
    (20, "כ׳", "כ", "no final letter when counting"),
    (99, "צ״ט", "צט", "the last of the tens"),
    (100, "ק׳", "ק", "a hundred"),
    (115, "קט״ו", "קטו", "15 also after a hundred"),
    (116, "קט״ז", "קטז", "16 also after a hundred"),
    (120, "ק״כ", "קכ", "as psalm 120: no final letter"),
    (215, "רט״ו", "רטו", "15 after two hundred"),
    (269, "רס״ט", "רסט", "before bad"),
    (270, "ע״ר", "ער", "רע: bad"),
    (271, "רע״א", "רעא", "only the word itself is avoided"),
    (272, "ער״ב", "ערב", "רעב: hunger"),
    (275, "ער״ה", "ערה", "רעה: evil"),
    (298, "רח״צ", "רחצ", "רצח: murder"),
    (299, "רצ״ט", "רצט", "after murder"),
    (304, "ד״ש", "דש", "שד: demon"),
    (305, "ש״ה", "שה", "after the demon"),
    (320, "ש״כ", "שכ", "as in the Shulhan Arukh: no final letter"),
    (344, "שד״מ", "שדמ", "שמד: destruction"),
    (400, "ת׳", "ת", "the last letter"),
    (500, "ת״ק", "תק", "beyond the last letter they add up"),
    (698, "תרח״צ", "תרחצ", "murder after four hundred"),
    (700, "ת״ש", "תש", "seven hundred"),
    (744, "תשד״מ", "תשדמ", "destruction after four hundred"),
    (800, "ת״ת", "תת", "twice four hundred"),
    (999, "תתקצ״ט", "תתקצט", "the last without a thousand"),
    (1000, "א׳", "א׳", "a thousand keeps its geresh"),
    (1015, "א׳ט״ו", "א׳טו", "15 after a thousand"),
]  # fmt: skip


@pytest.mark.parametrize(("number", "named", "bare", "why"), COUNTED)
def test_numbers_in_hebrew_letters(number: int, named: str, bare: str, why: str) -> None:
    """A number has geresh or gershayim in a sentence and none as a mark or a page's number."""
    assert (hebrew(number), hebrew_bare(number)) == (named, bare), why


@pytest.mark.parametrize("thousands", [0, 1000, 5000])
def test_numerals_are_read_as_they_are_written(thousands: int) -> None:
    """Every form that is written is known again: ער and ערב, טו, a year's final letter."""
    for number in range(thousands + 1, thousands + 1000):
        assert numeral_value(hebrew(number)) == number
        assert numeral_value(hebrew_bare(number)) == number
        assert numeral_value(hebrew_year(number)) == number


def test_letters_add_up_to_their_number() -> None:
    """The letters of every number below 1000 have its value, and no two are alike."""
    found = {number: hebrew_bare(number) for number in range(1, 1000)}
    assert {n: sum(VALUES[letter] for letter in word) for n, word in found.items()} == {
        n: n for n in found
    }
    assert len(set(found.values())) == len(found)
    assert not any("יה" in word or "יו" in word for word in found.values())


@pytest.mark.parametrize(
    ("year", "full", "short"),
    [
        (5786, "ה׳תשפ״ו", "תשפ״ו"),
        (5787, "ה׳תשפ״ז", "תשפ״ז"),
        (5700, "ה׳ת״ש", "ת״ש"),
        (5708, "ה׳תש״ח", "תש״ח"),
        (5715, "ה׳תשט״ו", "תשט״ו"),
        (5716, "ה׳תשט״ז", "תשט״ז"),
        (5320, "ה׳ש״ך", "ש״ך"),
        (5720, "ה׳תש״ך", "תש״ך"),
        (5740, "ה׳תש״ם", "תש״ם"),
        (5750, "ה׳תש״ן", "תש״ן"),
        (5780, "ה׳תש״ף", "תש״ף"),
        (5790, "ה׳תש״ץ", "תש״ץ"),
        (5400, "ה׳ת׳", "ת׳"),
        (5698, "ה׳תרצ״ח", "תרצ״ח"),
        (5744, "ה׳תשמ״ד", "תשמ״ד"),
        (5800, "ה׳ת״ת", "ת״ת"),
        (4856, "ד׳תתנ״ו", "תתנ״ו"),
        (6000, "ו׳ אלפים", "ו׳ אלפים"),
    ],
)
def test_names_of_years(year: int, full: str, short: str) -> None:
    """A year is named as in libraries: it ends in a final letter and keeps the order of letters."""
    assert (hebrew_year(year), hebrew_year(year, is_full=False)) == (full, short)


def test_what_css_writes_as_we_do() -> None:
    """Of the numbers below 1000 the counter style of CSS writes twelve in an unwanted way."""
    other = [number for number in range(1, 1000) if not is_as_in_css(number)]
    assert other == [270, 272, 275, 298, 304, 344, 670, 672, 675, 698, 704, 744]


def test_latin_letters_and_roman_figures() -> None:
    """Appendices count past Z, and front matter in lower-case Roman figures."""
    assert [latin(n) for n in (1, 2, 26, 27, 52, 53, 703)] == [
        "A", "B", "Z", "AA", "AZ", "BA", "AAA",
    ]  # fmt: skip
    assert [roman(n) for n in (1, 4, 9, 14, 40, 1999)] == ["i", "iv", "ix", "xiv", "xl", "mcmxcix"]


# In an edition ------------------------------------------------------------------------


def line(words: str) -> Paragraph:
    """Return a paragraph of a list."""
    return Paragraph((Text(words),), HERE, tight=True)


def chapter(name: str, number: int | None, role: Role = "chapter", language: str = "he") -> Chapter:
    """Return a chapter with a note, a list in a list, and a table."""
    inner = ListBlock(((line("x"),), (line("y"),)), HERE, "lower-alpha")
    deepest = ListBlock(((line("z"), inner),), HERE, "decimal")
    counted = ListBlock(((line("a"), deepest), (line("b"),)), HERE, "decimal", 269)
    roman_list = ListBlock(((line("r"),),), HERE, "lower-roman")
    foreign = Division(
        (ListBlock(((line("e"),),), HERE, "decimal"),), HERE, Attributes(pairs=(("lang", "en"),))
    )
    note = Note(3, (Paragraph((Text("note"),), HERE),), HERE)
    late = Note(298, (Paragraph((Text("late"),), HERE),), HERE)
    table = Table((), (), (), (), (Text("t"),), HERE, Attributes("tbl"), 1)
    text = Paragraph((Text("w"), note, late), HERE)
    return Chapter(
        name, language, (Text(name.title()),), HERE,
        (text, counted, roman_list, foreign, table), role=role, number=number,
    )  # fmt: skip


def renderer(
    language: str, numerals: Numerals, able: Abilities = BROWSER, appendices: int = 2
) -> Renderer:
    """Return the renderer of an edition with a preface, chapters 3 and 15, and appendices."""
    chapters = [
        chapter("preface", None, "frontmatter", language),
        chapter("three", 3, language=language),
        chapter("fifteen", 15, language=language),
        *(chapter(f"app{n}", None, "appendix", language) for n in range(appendices)),
    ]
    edition = Edition(language, "T", tuple(chapters), conventions=Conventions(numerals))
    target = Target(
        able,
        href=lambda place, _chapter: f"{place.chapter}#{place.id}",
        image_url=lambda asset: asset.name,
    )
    return Renderer(edition, load_locale(language), target)


def captions(made: Renderer) -> list[str]:
    """Return the label of the table in each chapter."""
    tables = [c.blocks[-1] for c in made.edition.chapters]
    assert all(isinstance(table, Table) for table in tables)
    return [
        made.index.label(table, c)
        for table, c in zip(tables, made.edition.chapters, strict=True)
        if isinstance(table, Table)
    ]


@pytest.mark.parametrize(
    ("language", "numerals", "labels", "tables"),
    [
        (
            "en",
            Numerals(),
            ["", "Chapter 3", "Chapter 15", "Appendix A", "Appendix B"],
            ["Table 1", "Table 3.1", "Table 15.1", "Table A.1", "Table B.1"],
        ),
        (
            "he",
            Numerals(),
            ["", "פרק 3", "פרק 15", "נספח א׳", "נספח ב׳"],
            ["טבלה 1", "טבלה 3.1", "טבלה 15.1", "טבלה א׳־1", "טבלה ב׳־1"],
        ),
        (
            "he",
            LETTERS,
            ["", "פרק ג׳", "פרק ט״ו", "נספח א׳", "נספח ב׳"],
            ["טבלה 1", "טבלה ג׳־1", "טבלה ט״ו־1", "טבלה נ׳־א׳־1", "טבלה נ׳־ב׳־1"],
        ),
    ],
)
def test_labels_of_chapters_and_tables(
    language: str, numerals: Numerals, labels: list[str], tables: list[str]
) -> None:
    """Chapters, appendices and tables are called so that no two are called the same."""
    made = renderer(language, numerals)
    contents = [c for part in made.contents() for c in part.chapters]
    assert [c.label for c in contents] == labels
    assert captions(made) == tables


def test_one_appendix_needs_no_letter() -> None:
    """The only appendix of a book is called just that, also in the contents."""
    made = renderer("he", LETTERS, appendices=1)
    last = made.contents()[-1].chapters[-1]
    title = '<span dir="ltr">App0</span>'
    assert (last.label, str(last.title), captions(made)[-1]) == ("נספח", title, "טבלה 1")


def test_the_contents_name_number_and_appendix() -> None:
    """Contents and bookmarks have a chapter's letter bare, and an appendix's label in full."""
    made = renderer("he", LETTERS)
    contents = [c for part in made.contents() for c in part.chapters]
    assert [c.number for c in contents] == ["", "ג", "טו", "", ""]
    assert str(contents[-1].title) == "נספח ב׳: App1"
    listed = [made.chapter(c).listed for c in made.edition.chapters]
    assert listed == ["Preface", "ג. Three", "טו. Fifteen", "נספח א׳: App0", "נספח ב׳: App1"]


def tree(made: Renderer, place: int = 1) -> etree._Element:
    """Return a chapter's text and notes as one tree."""
    rendered = made.chapter(made.edition.chapters[place])
    names = 'xmlns:epub="http://www.idpf.org/2007/ops"'
    return etree.fromstring(f"<x {names}>{rendered.body}{rendered.notes}</x>")


def test_lists_in_letters_alternate_with_figures() -> None:
    """Letters hold figures and these letters; Roman figures and other languages stay as written."""
    found = [ol.get("class") for ol in tree(renderer("he", LETTERS)).iter("ol")]
    assert found == [
        "hebrew wide-numbers",
        "decimal",
        "hebrew",
        "lower-roman",
        "decimal",
        "hebrew wide-numbers",
    ]
    plain = [ol.get("class") for ol in tree(renderer("he", Numerals())).iter("ol")]
    assert plain == [
        "decimal wide-numbers",
        "decimal",
        "lower-alpha",
        "lower-roman",
        "decimal",
        "wide-numbers",
    ]


def test_items_that_css_would_miscall_are_marked_by_hand() -> None:
    """Item 270 and note 298 carry their letters themselves; the others leave them to CSS."""
    root = tree(renderer("he", LETTERS))
    marked = {li.get("style") for li in root.iter("li")} - {None}
    assert marked == {'list-style-type: "ער. "', 'list-style-type: "רחצ. "'}


@pytest.mark.parametrize(
    ("numerals", "marks"), [(LETTERS, ["ג", "רחצ"]), (Numerals(), ["3", "298"])]
)
def test_marks_of_notes(numerals: Numerals, marks: list[str]) -> None:
    """Notes are marked alike in all three formats, and the way back names them in a sentence."""
    site, book, page = (
        tree(renderer("he", numerals, able)) for able in (BROWSER, READING_SYSTEM, PAPER)
    )
    assert [a.text for a in site.iterfind(".//sup/a")] == marks
    assert [a.text for a in book.iterfind(".//sup/a")] == marks
    own = [a.text for a in book.iterfind(".//p[@class='note-number']/a")]
    assert own == [f"{mark}." for mark in marks]
    assert [s.get("data-number") for s in page.iterfind(".//span[@class='footnote']")] == marks
    first = site.find(".//a[@role='doc-backlink']")
    assert first is not None
    assert first.get("aria-label") == f"חזרה לטקסט, הערה {'ג׳' if numerals is LETTERS else '3'}"


# Settings -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shared", "own", "numerals"),
    [
        ("", "", Numerals()),
        ("numerals: hebrew\n", "", LETTERS),
        ("", "numerals: hebrew\n", LETTERS),
        ("numerals: hebrew\n", "numerals: arabic\n", Numerals()),
        ("numerals: hebrew\n", "numerals: {pages: arabic}\n", replace(LETTERS, pages="arabic")),
        ("numerals: {chapters: hebrew}\n", "", Numerals(chapters="hebrew")),
    ],
)
def test_numerals_of_an_edition(
    project: ProjectMaker, shared: str, own: str, numerals: Numerals
) -> None:
    """The language's own file says more than the book's; an English edition keeps to figures."""
    folder = project(
        {"content/book.yaml": "id: x\n" + shared, "content/he/book.yaml": "title: ס\n" + own}
    )
    editions = load_config(folder).editions
    assert editions["he"].conventions.numerals == numerals
    assert editions["en"].conventions.numerals == Numerals()


@pytest.mark.parametrize(
    ("file", "text", "place", "words"),
    [
        ("he/book.yaml", "numerals: roman\n", "1:1", "give arabic or hebrew, or each by itself"),
        ("book.yaml", "id: x\nnumerals: {chapter: hebrew}\n", "2:12", 'did you mean "chapters"?'),
        ("he/book.yaml", "numerals:\n  pages: greek\n", "2:3", "'arabic' or 'hebrew'"),
        ("he/book.yaml", "numerals: [a]\n", "1:1", "key: value"),
        ("en/book.yaml", "title: x\nnumerals: hebrew\n", "2:1", "belongs in its own book.yaml"),
        ("en/book.yaml", "numerals:\n  lists: hebrew\n", "2:3", "counts in arabic figures"),
        ("book.yaml", "numeral: hebrew\n", "1:1", 'did you mean "numerals"?'),
    ],
)
def test_wrong_numerals(
    project: ProjectMaker, file: str, text: str, place: str, words: str
) -> None:
    """A wrong setting is named with its line and the way out."""
    with pytest.raises(DiglotError, match=re.escape(words)) as caught:
        load_config(project({f"content/{file}": text}))
    assert str(caught.value).startswith(f"content/{file}:{place}: ")


def test_counter_styles_are_known_to_the_styles() -> None:
    """Every class that a list can have is in the style sheet that all formats share."""
    styles = (ROOT / "templates/styles/base.css").read_text()
    for name in ("hebrew", "wide-numbers", "lower-alpha", "lower-roman", "upper-alpha"):
        assert f"\n.{name} {{" in styles
