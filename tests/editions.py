"""A small book in English and Hebrew that uses every element of the model once at least."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from diglot.core.imprint import Person
from diglot.core.model import (
    Asset,
    Attributes,
    Block,
    Book,
    Cell,
    Chapter,
    Citation,
    Code,
    CodeBlock,
    Column,
    Definition,
    DefinitionList,
    Division,
    Edition,
    Figure,
    Heading,
    Image,
    Inline,
    LineBreak,
    Link,
    ListBlock,
    Math,
    Note,
    Paragraph,
    Position,
    Quote,
    Role,
    Rule,
    Section,
    Span,
    Styled,
    Table,
    Text,
    Verse,
)
from diglot.disk.template_files import builtin_templates
from diglot.writers.site import Download, site_files, title_pages

HERE = Position("content/en/01-paper.md", 7, 1)
MAP_SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="600" height="240" viewBox="0 0 600 240">'
    b'<rect width="600" height="240" fill="#e8eef4"/><path d="M40 200 220 60 340 150 560 30" '
    b'fill="none" stroke="#1f4e79" stroke-width="10"/></svg>'
)
MATHML = (
    '<math display="inline" xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow>'
    "<mfrac><mi>a</mi><mi>b</mi></mfrac><mo>+</mo><msup><mi>x</mi><mn>2</mn></msup></mrow>"
    '<annotation encoding="application/x-tex">\\frac{a}{b}+x^2</annotation></semantics></math>'
)
NBSP = "\u00a0"

Say = Callable[[str, str], str]  # (English, Hebrew) → the one for the edition


def make_book(folder: Path) -> Book:
    """Return the book; its one picture is written into a folder."""
    picture = folder / "map.svg"
    picture.write_bytes(MAP_SVG)
    digest = hashlib.sha256(MAP_SVG).hexdigest()
    asset = Asset("images/map.svg", picture, digest, "image/svg+xml")
    return Book("paper", (make_edition("en", asset), make_edition("he", asset)))


def make_edition(language: str, asset: Asset) -> Edition:
    """Return the book in one language."""

    def say(english: str, hebrew: str) -> str:
        return hebrew if language == "he" else english

    return Edition(
        language=language,
        title=say("The Book of Paper & Ink", "ספר הנייר והדיו"),
        subtitle=say("A short guide for the curious", "מדריך קצר לסקרנים"),
        authors=(
            Person(say("Dana Levi", "דנה לוי")),
            Person("Tom Black"),
            Person(say("Noa Cohen", "נועה כהן"), "trl"),
        ),
        publisher=say("Two Banks Press", "הוצאת שתי גדות"),
        date="2026-11-23",
        rights=say("© 2026 Two Banks Press", "© 2026 הוצאת שתי גדות"),
        description=say("How paper and ink are made.", "איך עושים נייר ודיו."),
        chapters=tuple(
            replace(make(say, asset), language=language)
            for make in (preface_chapter, paper_chapter, ink_chapter, tables_chapter)
        ),
    )


def preface_chapter(say: Say, _asset: Asset) -> Chapter:
    """Return a chapter without a number."""
    return _chapter(
        "00-preface",
        say("Preface", "הקדמה"),
        blocks=(
            _p(
                say("Every book begins as a ", "כל ספר מתחיל כ"),
                _strong(say("sheet", "גיליון")),
                ".",
            ),
            _p(
                say("Begin with ", "פתחו ב"),
                _link("01-paper.md"),
                say(", or go to ", ", או עברו אל "),
                _link("01-paper.md#fibers"),
                ", ",
                _link("01-paper.md#fig-map"),
                say(" and ", " ו"),
                _link("03-tables.md#tbl-trade"),
                ".",
            ),
        ),
        role="frontmatter",
    )


def paper_chapter(say: Say, asset: Asset) -> Chapter:
    """Return the chapter with figures, notes, quotations, verse and languages side by side."""
    figure = Figure(
        (Paragraph((Image("map.svg", asset, say("A rising line", "קו עולה"), HERE),), HERE),),
        (Text(say("Paper made in a year", "ייצור הנייר בשנה אחת")),),
        HERE,
        Attributes("fig-map"),
        number=1,
    )
    fibers = _section(
        "fibers",
        say("Where fibers come from", "מניין באים הסיבים"),
        _p(
            say("The word ", "המילה "),
            _foreign(say("שלום", "paper"), say("he", "en")),
            say(" is read from ", " נקראת מ"),
            say("right to left", "שמאל לימין"),
            say(", as is ", ", וכך גם "),
            _foreign(say("עולם", "Source Serif"), say("he", "en")),
            ".",
            _note(1, say("A note with a ", "הערה עם "), _link("#oak"), "."),
        ),
        figure,
        sections=(
            _section(
                "oak",
                say("Oak and linen", "אלון ופשתן"),
                _p(_styles(say)),
                _p(
                    say("Write to ", "כתבו אל "),
                    Link("https://example.org/a?b=1", (Text("https://example.org/a?b=1"),), HERE),
                    say(" or run ", " או הריצו "),
                    Code("make book", Attributes()),
                    say(", or dial ", ", או חייגו "),
                    Span((Text("+972-3-1234567"),), Attributes(pairs=(("dir", "auto"),))),
                    ".",
                    _note(2, say("The second note.", "ההערה השנייה.")),
                ),
                level=3,
            ),
        ),
    )
    voices = _section(
        "voices",
        say("Voices", "קולות"),
        Quote(
            (
                Heading(4, (Text(say("A heading in a quotation", "כותרת בתוך ציטוט")),), HERE),
                _p(say("Paper is to write things down.", "הנייר נועד לרשום עליו דברים.")),
            ),
            HERE,
        ),
        _verse(say),
        Division(
            (_p(say("Keep the sheets dry.", "שמרו על הגיליונות יבשים.")),),
            HERE,
            Attributes("dry", ("note",)),
        ),
        Division(
            (_p(say("בראשית היה הנייר.", "In the beginning was the paper.")),),
            HERE,
            Attributes(pairs=(("lang", say("he", "en")),)),
        ),
        Rule(HERE),
        _p(say("After the break.", "אחרי ההפסקה.")),
    )
    return replace(
        _chapter(
            "01-paper",
            say("Paper", "נייר"),
            blocks=(_p(say("Paper is made of fibers.", "נייר עשוי סיבים.")),),
            sections=(fibers, voices),
            number=1,
        ),
        subtitle=(Text(say("From tree to sheet", "מן העץ אל הגיליון")),),
        authors=(Person("Tom Black"),),
        date="2026-03-01",
        part=say("The craft", "המלאכה"),
    )


def ink_chapter(say: Say, _asset: Asset) -> Chapter:
    """Return the chapter with lists, code and formulas."""
    steps = ListBlock(
        ((_p(say("Grind", "טוחנים"), tight=True),), (_p(say("Stir", "בוחשים"), tight=True),)),
        HERE,
        "decimal",
        3,
    )
    nested = ListBlock(
        (
            (_p(say("Black", "שחור"), tight=True), steps),
            (_p(say("Blue", "כחול")), _p(say("A paragraph more.", "ועוד פסקה."))),
        ),
        HERE,
    )
    roman = ListBlock(((_p("x", tight=True),), (_p("y", tight=True),)), HERE, "lower-roman")
    meanings = ((_p(say("Soot.", "פיח."), tight=True),), (_p(say("A color.", "צבע.")),))
    terms = DefinitionList((Definition((Text(say("Black", "שחור")),), meanings),), HERE)
    code = CodeBlock("title: Ink\n# <a> & b\n", HERE, Attributes("sample", ("yaml",)))
    formula = Math("\\frac{a}{b}+x^2", False, MATHML)
    shown = Math("\\frac{a}{b}+x^2", True, MATHML.replace('"inline"', '"block"'))
    return _chapter(
        "02-ink",
        say("Ink", "דיו"),
        blocks=(_p(say("Ink is color in a liquid.", "דיו הוא צבע בנוזל.")),),
        sections=(
            _section("lists", say("Lists", "רשימות"), nested, roman, terms),
            _section("code", say("Code", "קוד"), code),
            _section(
                "math", say("Formulas", "נוסחאות"), _p(say("With ", "עם "), formula), _p(shown)
            ),
        ),
        number=2,
    )


def tables_chapter(say: Say, _asset: Asset) -> Chapter:
    """Return the chapter with tables, a citation and the list of works cited."""
    head = (_cell(say("Good", "סחורה")), _cell(say("Price", "מחיר"), "end"))
    table = Table(
        (Column("start", 0.6), Column("end", 0.4)),
        (head,),
        (
            (_cell(say("Paper", "נייר")), _cell("12.50", "end")),
            (Cell((_p(say("Ink", "דיו"), tight=True),), colspan=2),),
        ),
        ((_cell(say("Total", "סך הכול")), _cell("12.50", "end")),),
        (Text(say("Trade in a year", "המסחר בשנה")),),
        HERE,
        Attributes("tbl-trade"),
        number=1,
        row_headers=1,
    )
    plain = Table((Column("", None),), (), ((_cell("1"),),), (), (), HERE)
    entry = Division(
        (_p("Black, Tom. 2020. ", Styled("emphasis", (Text("On Paper"),)), ". London."),),
        HERE,
        Attributes("ref-black", ("csl-entry",)),
    )
    refs = Division((entry,), HERE, Attributes("refs", ("references",)))
    cited = Citation(("black",), (Text("(Black 2020)"),), HERE)
    nested = _note(1, ListBlock(((_p(say("a list in a note", "רשימה בהערה"), tight=True),),), HERE))
    return _chapter(
        "03-tables",
        say("Trade", "מסחר"),
        blocks=(
            _p(say("See ", "ראו "), _link("#tbl-trade"), " ", cited, ".", nested),
            table,
            plain,
            refs,
        ),
        role="appendix",
    )


# Small pieces -------------------------------------------------------------------


def _inlines(parts: tuple[str | Inline, ...]) -> tuple[Inline, ...]:
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def _p(*parts: str | Inline, tight: bool = False) -> Paragraph:
    return Paragraph(_inlines(parts), HERE, tight)


def _strong(words: str) -> Styled:
    return Styled("strong", (Text(words),))


def _foreign(words: str, language: str) -> Span:
    return Span((_strong(words),), Attributes(pairs=(("lang", language),)))


def _link(target: str) -> Link:
    return Link(target, (), HERE)


def _note(number: int, *parts: str | Inline | Block) -> Note:
    if len(parts) == 1 and isinstance(parts[0], ListBlock):
        return Note(number, (_p("!"), parts[0]), HERE)
    words = tuple(part for part in parts if isinstance(part, str | Text | Link))
    return Note(number, (_p(*words),), HERE)


def _cell(words: str, align: str = "") -> Cell:
    return Cell((_p(words, tight=True),), "end" if align else "")


def _styles(say: Say) -> Span:
    """Return one word in each style."""
    words: list[Inline] = [Text(say("Words ", "מילים "))]
    for style in ("emphasis", "strong", "strikeout", "superscript", "subscript", "smallcaps"):
        words += [Styled(style, (Text(say("word", "מילה")),)), Text(" ")]
    for style in ("underline", "keyboard", "mark", "small"):
        words += [Styled(style, (Text(say("word", "מילה")),)), Text(" ")]  # type: ignore[arg-type]
    inner = Styled("quotation", (Text(say("‘inner’", "׳פנימי׳")),))
    words += [
        Styled("quotation", (Text(say("“outer ", "״חיצוני ")), inner, Text(say("”", "״")))),
        LineBreak(),
        Text("& <."),
    ]
    return Span(tuple(words), Attributes("styles", ("many",)))


def _verse(say: Say) -> Verse:
    return Verse(
        (
            (Text(say("The river writes,", "הנהר כותב,")),),
            (Text(NBSP * 4 + say("the bank erases.", "הגדה מוחקת.")),),
            (),
            (Text(say("The river writes again.", "הנהר שב וכותב.")),),
        ),
        HERE,
    )


def _section(
    name: str,
    title: str,
    *blocks: Block,
    sections: tuple[Section, ...] = (),
    level: int = 2,
) -> Section:
    return Section(name, True, level, (Text(title),), HERE, blocks, sections)


def _chapter(
    name: str,
    title: str,
    blocks: tuple[Block, ...],
    sections: tuple[Section, ...] = (),
    number: int | None = None,
    role: Role = "chapter",
) -> Chapter:
    return Chapter(name, "en", (Text(title),), HERE, blocks, sections, number=number, role=role)


def whole_site(
    book: Book, languages: Sequence[str], downloads: Mapping[str, Sequence[Download]] | None = None
) -> dict[str, bytes]:
    """Return a book's website as path → bytes."""
    first = title_pages(book, languages, [builtin_templates()], downloads or {})
    return dict([*site_files(book, languages, [builtin_templates()]), *first])
