"""From the model to markup: what each element becomes for website, e-book and PDF."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree
from msgspec.structs import replace
from playwright.sync_api import Page

from diglot.core.errors import DiglotError
from diglot.core.imprint import Person
from diglot.core.model import (
    UNTITLED,
    Attributes,
    Cell,
    Citation,
    Code,
    Column,
    Direction,
    Division,
    Edition,
    Heading,
    Image,
    Inline,
    Link,
    Math,
    Note,
    Paragraph,
    Quote,
    Section,
    Span,
    Styled,
    Table,
    Text,
)
from diglot.disk.template_files import builtin_templates, find_file, list_files
from diglot.lang.locales import load_locale, value_direction
from diglot.render.apparatus.index import Destination, Index
from diglot.render.chapters import RenderedChapter, Renderer
from diglot.render.drawn.cover import FaceFinder, author_names
from diglot.render.drawn.outlines import Outliner, line_width, wrap
from diglot.render.drawn.shaping import open_face, shape, visual_runs
from diglot.render.markup import directed
from diglot.render.remarks import remark_head
from diglot.render.target import BROWSER, PAPER, Abilities
from diglot.render.templates import environment, fill
from editions import HERE, make_book
from rendering import ABILITIES, render, render_blocks, render_inlines, target

MATH = "{http://www.w3.org/1998/Math/MathML}math"


def tree(chapter: RenderedChapter) -> etree._Element:
    """Return a chapter's markup as XML."""
    names = 'xmlns:epub="http://www.idpf.org/2007/ops"'
    return etree.fromstring(f"<x {names}>{chapter.title}{chapter.body}{chapter.notes}</x>")


# Markup as such ---------------------------------------------------------------


@pytest.mark.parametrize("name", ABILITIES)
@pytest.mark.parametrize("language", ["en", "he"])
def test_markup_is_polyglot(tmp_path: Path, language: str, name: str) -> None:
    """Every chapter is well-formed XML, and no id stands twice in it."""
    edition = next(e for e in make_book(tmp_path).editions if e.language == language)
    renderer = Renderer(edition, load_locale(language), target(name))
    for chapter in edition.chapters:
        ids = [node.get("id") for node in tree(renderer.chapter(chapter)).iter() if node.get("id")]
        assert len(ids) == len(set(ids))


def test_text_is_escaped(tmp_path: Path) -> None:
    """Nothing that an author writes becomes an element; what XML forbids is replaced."""
    assert render_inlines(tmp_path, Text('<b> & "x" \x0c')) == "&lt;b&gt; &amp; &#34;x&#34; \ufffd"


def test_headings_follow_depth_not_level(tmp_path: Path) -> None:
    """A section's heading ranks by its depth, however deep it was written; it carries the id."""
    edition = make_book(tmp_path).source
    inner = Section("in", True, 6, (Text("Inner"),), HERE)
    outer = Section("out", True, 5, (Text("Outer"),), HERE, sections=(inner,))
    chapter = replace(edition.chapters[1], blocks=(), sections=(outer,))
    body = Renderer(edition, load_locale("en"), target("site")).chapter(chapter).body
    assert '<h2 id="out">Outer</h2>' in body
    assert '<h3 id="in">Inner</h3>' in body


# Direction --------------------------------------------------------------------


def test_foreign_words_carry_language_and_direction(tmp_path: Path) -> None:
    """A span in another language has lang, and dir where the direction changes."""
    hebrew = Span((Text("שלום"),), Attributes(pairs=(("lang", "he"),)))
    german = Span((Text("Buch"),), Attributes(pairs=(("lang", "de"),)))
    assert render_inlines(tmp_path, hebrew) == '<span lang="he" dir="rtl">שלום</span>'
    assert render_inlines(tmp_path, german) == '<span lang="de">Buch</span>'
    assert 'xml:lang="de"' in render_inlines(tmp_path, german, name="epub")


@pytest.mark.parametrize("words", ["״בוא!״.", "״מה?״", "ואז…׳"])
def test_no_line_ends_before_a_closing_mark(tmp_path: Path, page: Page, words: str) -> None:
    """At whatever width, gershayim stay with the sign before them, as other marks do."""
    markup = render_inlines(tmp_path, Text(f"אמר שלום לכולם {words} כך"))
    for width in range(40, 400, 3):
        page.set_content(f'<p dir="rtl" style="width: {width}px; font: 20px serif">{markup}</p>')
        lines = page.locator("p").evaluate(LINES)
        assert not any(re.match("[״׳](?![א-ת])|[״׳]כך", line) for line in lines)


# The text of a paragraph, line by line.
LINES = """p => {
  const text = document.createTreeWalker(p, NodeFilter.SHOW_TEXT).nextNode();
  const range = document.createRange(), lines = [];
  let top = null;
  for (let i = 0; i < text.length; i++) {
    range.setStart(text, i); range.setEnd(text, i + 1);
    const box = range.getClientRects()[0];
    if (!box || /\\s/.test(text.data[i])) continue;
    if (top === null || Math.abs(box.top - top) > 4) { lines.push(""); top = box.top; }
    lines[lines.length - 1] += text.data[i];
  }
  return lines;
}"""


def test_code_and_addresses_run_left_to_right_in_hebrew(tmp_path: Path) -> None:
    """In Hebrew, code and addresses are isolated as left to right, in every edition."""
    hebrew = str(render(tmp_path, "he", "01-paper").body)
    assert '<code dir="ltr">make book</code>' in hebrew
    assert '<a dir="ltr" href="https://example.org/a?b=1">' in hebrew
    assert '<pre id="sample" dir="ltr"' in render(tmp_path, "he", "02-ink").body


def test_code_beside_hebrew_is_isolated_in_english_too(tmp_path: Path) -> None:
    """In English, code says its direction in a line with Hebrew in it, and in no other."""
    code, hebrew = Code("a[1]"), Span((Text("שלום"),), Attributes(pairs=(("lang", "he"),)))
    plain = '<code class="short">a[1]</code>'
    assert render_inlines(tmp_path, Text("Say "), code) == f"Say {plain}"
    mixed = render_inlines(tmp_path, hebrew, Text(" "), code)
    assert mixed.endswith(' <code class="short" dir="ltr">a[1]</code>')
    quoted = Span((Text("say "), code), Attributes(pairs=(("lang", "en"),)))
    inside = render_inlines(tmp_path, Text("כתבו "), quoted, language="he")
    assert inside == f'כתבו <span lang="en" dir="ltr">say {plain}</span>'


@pytest.mark.parametrize("name", ["site", "epub"])
def test_a_notes_mark_is_isolated(tmp_path: Path, name: str) -> None:
    """The number of a note takes no part in the order of the words around it."""
    words = (Text("אבג ABC"), Note(1, (Paragraph((Text("x"),), HERE),), HERE), Text(" DEF"))
    markup = render_inlines(tmp_path, *words, language="he", name=name)
    assert 'ABC<sup class="note-mark" dir="rtl"><a' in markup


@pytest.mark.parametrize(("name", "element"), [("site", "bdi"), ("pdf", "span")])
def test_words_of_unknown_direction_are_isolated(tmp_path: Path, name: str, element: str) -> None:
    """A <bdi> is one, its direction worked out; WeasyPrint, which knows none, gets a span."""
    phone = Span((Text("+972-3-1234567"),), Attributes(pairs=(("dir", "auto"),)))
    markup = render_inlines(tmp_path, phone, language="he", name=name)
    assert markup == f'<{element} dir="ltr">+972-3-1234567</{element}>'


def test_a_whole_run_is_prepared_with_its_direction(tmp_path: Path) -> None:
    """`prepare` sees a block's line as it will read: names of targets, labels, quotation marks."""
    runs: list[tuple[tuple[Inline, ...], Direction]] = []

    def prepare(inlines: tuple[Inline, ...], direction: Direction) -> tuple[Inline, ...]:
        runs.append((inlines, direction))
        return inlines

    body = render(tmp_path, "he", "01-paper", "pdf", prepare=prepare).body
    first_words = [(run[0], way) for run, way in runs if run]
    assert (Text("נייר עשוי סיבים."), "rtl") in first_words
    assert (Text("In the beginning was the paper."), "ltr") in first_words
    label = Span((Text("איור 1.1."),), Attributes(classes=("label",)))
    assert (label, "rtl") in first_words
    assert any(Text("״") in children for children in _all_children(runs))
    assert "״חיצוני ׳פנימי׳״" in body


def _all_children(
    runs: list[tuple[tuple[Inline, ...], Direction]],
) -> list[tuple[Inline, ...]]:
    return [inline.children for run, _ in runs for inline in run if isinstance(inline, Span)]


# Links ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["Paper", "Where fibers come from", "Figure 1.1", "Table 1"]),
        ("he", ["נייר", "מניין באים הסיבים", "איור 1.1", "טבלה 1"]),
    ],
)
def test_links_without_text_are_named(tmp_path: Path, language: str, names: list[str]) -> None:
    """A link without text gets the title or the number of its target, in the book's language."""
    links = tree(render(tmp_path, language, "00-preface")).iter("a")
    assert ["".join(link.itertext()) for link in links] == names


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("#oak", Destination("01-paper", "oak")),
        ("02-ink.md", Destination("02-ink")),
        ("./02-ink.md#sample", Destination("02-ink", "sample")),
        ("#styles", Destination("01-paper", "styles")),
        ("02-ink.md#oak", None),
        ("../he/02-ink.md", None),
        ("nowhere.md", None),
        ("data.csv", None),
    ],
)
def test_targets_are_found(tmp_path: Path, written: str, place: Destination | None) -> None:
    """A link leads to a chapter, a section, a table, or any element with an id; or nowhere."""
    index = Index(make_book(tmp_path).source, load_locale("en"))
    assert index.resolve(written, "01-paper") == place


@pytest.mark.parametrize("written", ["#nowhere", "javascript:alert(1)", "data.csv"])
def test_links_that_lead_nowhere_are_words(tmp_path: Path, written: str) -> None:
    """A link that cannot be followed keeps its words and has no address."""
    markup = render_inlines(tmp_path, Link(written, (Text("there"),), HERE))
    assert markup == '<span class="broken-link">there</span>'


def test_addresses_are_made_valid(tmp_path: Path) -> None:
    """Spaces and Hebrew in an address outside are escaped as URLs want it."""
    markup = render_inlines(tmp_path, Link("https://x.org/a b/ש", (Text("x"),), HERE))
    assert 'href="https://x.org/a%20b/%D7%A9"' in markup


# Notes ------------------------------------------------------------------------


def test_notes_of_the_website(tmp_path: Path) -> None:
    """A mark leads to its note in the list at the chapter's end, and the note leads back."""
    root = tree(render(tmp_path, "en", "01-paper"))
    mark = root.find(".//sup[@class='note-mark']/a")
    note = root.find(".//section[@role='doc-endnotes']/ol/li")
    assert mark is not None
    assert note is not None
    assert mark.get("href") == f"#{note.get('id')}"
    back = note.find("a[@role='doc-backlink']")
    assert back is not None
    assert back.get("href") == f"#{mark.get('id')}"
    assert back.get("aria-label") == "Back to text, note 1"


def test_notes_of_the_ebook(tmp_path: Path) -> None:
    """Reading systems find each note as an aside, so that they can show it in a window."""
    root = tree(render(tmp_path, "he", "01-paper", "epub"))
    kind = "{http://www.idpf.org/2007/ops}type"
    marks = [a.get("href") for a in root.iter("a") if a.get(kind) == "noteref"]
    notes = [f"#{a.get('id')}" for a in root.iter("aside") if a.get(kind) == "footnote"]
    assert marks == notes == ["#fn-1", "#fn-2"]


def test_notes_of_the_pdf(tmp_path: Path) -> None:
    """A note stands at its mark, made of spans only, as a paragraph can hold nothing else."""
    chapter = render(tmp_path, "en", "03-tables", "pdf")
    note = tree(chapter).find(".//p/span[@class='footnote']")
    assert note is not None
    assert {node.tag for node in note.iter()} == {"span"}
    kinds = [node.get("class") for node in note.iter() if node.get("class")]
    assert kinds == ["footnote", "para", "as-ul", "as-li"]
    assert chapter.notes == ""


# Elements ---------------------------------------------------------------------


def test_tables_say_what_heads_what(tmp_path: Path) -> None:
    """A table has its number and caption, widths, alignments, and header cells with scope."""
    table = tree(render(tmp_path, "he", "03-tables")).find(".//table")
    assert table is not None
    assert "".join(table.find("caption").itertext()) == "טבלה 1. המסחר בשנה"
    assert [col.get("style") for col in table.iter("col")] == ["width: 60.0%", "width: 40.0%"]
    heads = [(th.get("scope"), th.get("class"), th.get("colspan")) for th in table.iter("th")]
    row = ("row", "start", None)
    assert heads == [
        ("col", "start", None),
        ("col", "end", None),
        row,
        ("row", "start", "2"),
        row,
    ]


def test_figures_are_numbered_by_chapter(tmp_path: Path) -> None:
    """A figure shows its picture, its text alternative and its number within the chapter."""
    figure = tree(render(tmp_path, "en", "01-paper")).find(".//figure")
    assert figure is not None
    assert figure.get("id") == "fig-map"
    picture = figure.find("img")
    assert picture is not None
    assert (picture.get("src"), picture.get("alt")) == ("img:images/map.svg", "A rising line")
    assert "".join(figure.find("figcaption").itertext()) == "Figure 1.1. Paper made in a year"


@pytest.mark.parametrize(
    ("width", "style"),
    [("50%", ' style="width: 50%"'), ("300", ' style="width: 300px"'), ("x", "")],
)
def test_pictures_keep_their_size(tmp_path: Path, width: str, style: str) -> None:
    """A width is carried over where it is one; an empty text alternative stays empty."""
    (asset,) = render(tmp_path, "en", "01-paper").assets
    image = Image("map.svg", asset, "", HERE, attributes=Attributes(pairs=(("width", width),)))
    assert render_inlines(tmp_path, image) == f'<img src="img:images/map.svg" alt=""{style}/>'


def test_formulas_on_screen_and_on_paper(tmp_path: Path) -> None:
    """Browsers get MathML with the TeX as text; the PDF a picture that sits on the baseline."""
    shown = tree(render(tmp_path, "en", "02-ink")).findall(f".//{MATH}")
    assert [math.get("alttext") for math in shown] == ["\\frac{a}{b}+x^2"] * 2
    printed = tree(render(tmp_path, "en", "02-ink", "pdf")).findall(".//img[@class='math']")
    assert [picture.get("alt") for picture in printed] == ["\\frac{a}{b}+x^2"] * 2
    style = printed[0].get("style") or ""
    assert style.startswith("height: 1.")
    assert "vertical-align: -0." in style


def test_words_that_lead_on_to_a_formula_stay_with_it(tmp_path: Path) -> None:
    """On pages a paragraph before a formula is kept with it, and one that ends with a dash."""
    formula = Paragraph((Math("x", display=True, mathml="<math><mi>x</mi></math>"),), HERE)
    words, dash = (Paragraph((Text(text),), HERE) for text in ("It is", "It is\u2014"))
    quote = Quote((words,), HERE)
    body = render_blocks(tmp_path, words, formula, dash, quote, words, quote, words, name="pdf")
    assert body.count('<p class="formula">') == 1
    assert re.findall(r"<p( class=.lead-in.)?>It is", body) == [
        ' class="lead-in"',
        ' class="lead-in"',
        "",
        "",
        "",
        "",
    ]


def test_lists_keep_numbering(tmp_path: Path) -> None:
    """A list starts where it was told to, counts as it was told to, and holds lists."""
    root = tree(render(tmp_path, "en", "02-ink"))
    starts = [(ol.get("class"), ol.get("start"), ol.get("type")) for ol in root.iter("ol")]
    assert starts == [("decimal", "3", None), ("lower-roman", None, "i")]
    assert [dd.tag for dd in root.find(".//dl")] == ["dt", "dd", "dd"]


def test_verse_keeps_lines_and_stanzas(tmp_path: Path) -> None:
    """Each line is one, and an empty line parts two stanzas."""
    verse = tree(render(tmp_path, "en", "01-paper")).find(".//div[@class='verse']")
    assert verse is not None
    assert [len(stanza.findall("span")) for stanza in verse] == [2, 1]


def test_remarks_and_inner_headings(tmp_path: Path) -> None:
    """A division .note is an aside; a heading in a quotation ranks below those around it."""
    body = render(tmp_path, "en", "01-paper").body
    assert '<aside id="dry" class="note" role="note"><p>Keep' in body
    assert "<blockquote><h3>A heading in a quotation</h3>" in body


@pytest.mark.parametrize(
    ("kind", "english", "hebrew"),
    [
        ("tip", "<strong>Tip</strong>", "<strong>עצה</strong>"),
        ("faq", "<strong>Question</strong>", "<strong>שאלה</strong>"),
        ("recipe", "<strong>Recipe</strong>", '<strong dir="ltr" lang="en">Recipe</strong>'),
        ("note", "", ""),
    ],
)
def test_an_untitled_remark_says_its_kind(kind: str, english: str, hebrew: str) -> None:
    """Its kind stands above it in the edition's language, one's own kind as it was typed."""
    for language, expected in (("en", english), ("he", hebrew)):
        head = str(remark_head(("note", kind, UNTITLED), load_locale(language)))
        assert head == (f'<p class="kind">{expected}</p>' if expected else "")


def test_works_cited_close_the_chapter(tmp_path: Path) -> None:
    """Works cited that nobody placed stand after the last section, under a heading of their own."""
    entry = Division((Paragraph((Text("לוי, דנה."),), HERE),), HERE, Attributes("ref-levi"))
    cited = Division((entry,), HERE, Attributes("refs"))
    words = Paragraph(
        (Citation(("levi",), (Link("#ref-levi", (Text("לוי"),), HERE),), HERE),), HERE
    )
    edition = make_book(tmp_path).source
    last = Section("last", True, 2, (Text("Last"),), HERE, (words, cited))
    chapter = replace(edition.chapters[1], blocks=(), sections=(last,))
    own = replace(last, title=(Text("Sources"),), blocks=(cited,))
    renderer = Renderer(edition, load_locale("en"), target("site"))
    lifted = renderer.chapter(chapter).body
    assert lifted.index("</section>") < lifted.index("<h2>Works cited</h2>")
    assert '<li id="ref-levi" dir="rtl">' in lifted
    assert "Works cited</h2>" not in renderer.chapter(replace(chapter, sections=(own,))).body


def test_a_heading_outside_sections(tmp_path: Path) -> None:
    """A heading in a division opens no section and keeps its id."""
    heading = Heading(2, (Text("Aside"),), HERE, Attributes("aside-heading"))
    body = render_blocks(tmp_path, Division((heading,), HERE, Attributes(classes=("box",))))
    assert body == '<div class="box"><h2 id="aside-heading">Aside</h2></div>'


# Around the text --------------------------------------------------------------


def test_credits_name_the_roles(tmp_path: Path) -> None:
    """Authors come first, then the others by what they did; each name in its own direction."""
    edition = make_book(tmp_path).editions[1]
    lines = Renderer(edition, load_locale("he"), target("site")).credits(edition.authors)
    assert lines == ('דנה לוי ו־<span dir="ltr">Tom Black</span>', "תרגום: נועה כהן")


def test_contents_group_chapters_by_part(tmp_path: Path) -> None:
    """The contents give parts, chapters with their labels, and sections within them."""
    parts = Renderer(make_book(tmp_path).source, load_locale("en"), target("site")).contents()
    shape = [(part.title, [chapter.label for chapter in part.chapters]) for part in parts]
    assert shape == [("", [""]), ("The craft", ["Chapter 1", "Chapter 2"]), ("", ["Appendix"])]
    paper = parts[1].chapters[0]
    assert [(e.id, [i.id for i in e.entries]) for e in paper.entries] == [
        ("fibers", ["oak"]),
        ("voices", []),
    ]


def test_contents_have_no_empty_lines(tmp_path: Path) -> None:
    """A heading without words is in none."""
    edition = make_book(tmp_path).source
    chapter = edition.chapters[1]
    nameless = Section("end", True, 2, (), HERE)
    changed = replace(chapter, sections=(*chapter.sections, nameless))
    chapters = (edition.chapters[0], changed, *edition.chapters[2:])
    parts = Renderer(
        replace(edition, chapters=chapters), load_locale("en"), target("site")
    ).contents()
    assert [entry.id for entry in parts[1].chapters[0].entries] == ["fibers", "voices"]


def test_description_is_short(tmp_path: Path) -> None:
    """A page is described by its first words, cut between two of them."""
    edition = make_book(tmp_path).source
    blocks = (Paragraph((Text("word " * 60),), HERE),)
    chapter = replace(edition.chapters[1], blocks=blocks)
    text = Renderer(edition, load_locale("en"), target("site")).chapter(chapter).description
    assert text.endswith("word…")
    assert 140 < len(text) <= 161


# Templates --------------------------------------------------------------------


def test_a_project_overrides_file_by_file(tmp_path: Path) -> None:
    """A template of the project wins over the built-in one of its name, others stay."""
    own = tmp_path / "templates"
    (own / "shared").mkdir(parents=True)
    (own / "shared" / "chapter-head.html").write_text("{{ _('Notes') }}!", encoding="utf-8")
    folders = (own, builtin_templates())
    assert fill(environment(folders, load_locale("he")), "shared/chapter-head.html") == "הערות!"
    assert find_file(folders, "styles/base.css").parent.parent == builtin_templates()
    assert "base.css" in [p.name for p in list_files(folders, "styles", (".css",))]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("a\n{{ nothing }}", "'nothing' is undefined"),
        ("a\n{% if %}", "Expected an expression"),
        ("a\n{{ 1 + 'x' }}", "unsupported operand"),
    ],
)
def test_errors_in_templates_name_the_line(tmp_path: Path, source: str, message: str) -> None:
    """A mistake in a template is told with its file and line, not with a traceback."""
    (tmp_path / "page.html").write_text(source, encoding="utf-8")
    jinja = environment((tmp_path,), load_locale("en"))
    with pytest.raises(DiglotError, match=message) as caught:
        fill(jinja, "page.html")
    assert f"{tmp_path / 'page.html'}:2: " in str(caught.value)


def test_a_missing_template_is_named(tmp_path: Path) -> None:
    """A template that is not there is told by its name."""
    with pytest.raises(DiglotError, match=r"other\.html: there is no such template"):
        fill(environment((tmp_path,), load_locale("en")), "other.html")


# Outlines ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("logical", "direction", "visual"),
    [
        ("abc", "ltr", ["abc"]),
        ("אב ABC גד", "rtl", [" גד", "ABC", "אב "]),
        ("ab אבג cd", "ltr", ["ab ", "אבג", " cd"]),
        ("ו־Tom Black", "rtl", ["Tom Black", "ו־"]),
        ("עלה ב־10% (כך)", "rtl", [" (כך)", "10%", "עלה ב־"]),
        ("רק ₪100!", "rtl", ["!", "₪100", "רק "]),
        ("\u2068John Smith, Jr.\u2069 ודנה", "rtl", ["\u2069 ודנה", "John Smith, Jr.", "\u2068"]),
        ("AVA: שלום, World!", "ltr", ["AVA: ", "שלום", ", World!"]),
    ],
)
def test_outlined_runs_stand_in_visual_order(
    logical: str, direction: Direction, visual: list[str]
) -> None:
    """Runs of a cover's line are put down from left to right as they will be seen."""
    assert [text for text, _ in visual_runs(logical, direction)] == visual


def test_outlined_words_keep_to_their_width() -> None:
    """A long title is wrapped, and set smaller until it fits."""
    outline = Outliner("ltr", 1000, FaceFinder([builtin_templates()]))
    names = ["SourceSerif4-SemiBold.woff2"]
    short = outline("Ink", names, size=100, start=50, top=0, width=400)
    long = outline("Ink and paper " * 4, names, size=100, start=50, top=0, width=400, lines=2)
    assert short.size == 100
    assert long.size < 100
    assert wrap("", (), 100, 100) == []


def test_outlined_letters_are_kerned_and_pointed() -> None:
    """A pair closes up as the font says, and a point sits inside the letter that it belongs to."""
    fonts = builtin_templates() / "fonts"
    faces = tuple(
        open_face(fonts / name)
        for name in ("FrankRuhlLibre-Bold.woff2", "SourceSerif4-SemiBold.woff2")
    )
    apart = sum(shape(letter, faces, "ltr").width_em for letter in "AVA")
    assert shape("AVA", faces, "ltr").width_em < apart - 0.05
    bare, pointed = shape("שלום", faces, "rtl"), shape("שָׁלוֹם", faces, "rtl")
    assert len(pointed.glyphs) > len(bare.glyphs)
    assert pointed.width_em == pytest.approx(bare.width_em, abs=0.05)
    assert all(0 <= glyph.x_em <= pointed.width_em for glyph in pointed.glyphs)


def test_a_bracket_of_a_hebrew_line_is_mirrored() -> None:
    """The opening bracket of a Hebrew line is drawn with its back to the right."""
    faces = (open_face(builtin_templates() / "fonts/FrankRuhlLibre-Bold.woff2"),)
    (opening,) = shape("(", faces, "rtl").glyphs
    (closing,) = shape(")", faces, "ltr").glyphs
    assert opening.number == closing.number


@pytest.mark.parametrize(
    ("words", "around", "direction"),
    [
        ("John Smith, Jr.", "rtl", "ltr"),
        ("Two Banks, Inc.", "rtl", "ltr"),
        ("Diglot: המדריך", "rtl", "rtl"),
        ("הוצאת שתי גדות בע״מ.", "ltr", "rtl"),
        ("המדריך של Diglot", "ltr", "ltr"),
        ("1984!", "rtl", "rtl"),
    ],
)
def test_a_value_of_one_script_runs_as_it_does(
    words: str, around: Direction, direction: Direction
) -> None:
    """A title or a name without a letter of the edition's script has its own direction."""
    assert value_direction(words, around) == direction
    marked = f'<bdi dir="{direction}">{words}</bdi>' if direction != around else words
    assert str(directed(words, around)) == marked


def test_drawn_names_keep_their_ends() -> None:
    """In a list of authors each name is an isolate, and "and" is joined as the script wants."""
    people = (Person("John Smith, Jr."), Person("דנה לוי"))
    edition = Edition("he", "ספר", (), authors=people)
    names = author_names(edition, load_locale("he"))
    assert names == "\u2068John Smith, Jr.\u2069 ו\u2068דנה לוי\u2069"


def test_outlined_signs_come_from_the_fonts_of_the_book() -> None:
    """What the cover's own fonts lack is drawn from others, and as a box what none has."""
    faces = FaceFinder([builtin_templates()])(["Assistant-SemiBold.woff2"], "A 😀\ufe0f 日")
    drawn = [next(i for i, f in enumerate(faces) if ord(c) in f.characters) for c in "A😀日"]
    assert drawn == [0, 1, 2]
    assert line_width("A\ufe0f", faces, 10) == line_width("A", faces, 10)


def test_emphasis_follows_the_language_of_its_passage(tmp_path: Path) -> None:
    """English emphasis inside a Hebrew passage is slanted, and Hebrew inside it is not."""
    emma = Styled("emphasis", (Text("Emma"),))
    hebrew = Span((Text("ספר "), emma), Attributes(pairs=(("lang", "he"),)))
    assert 'class="latin"' in render_inlines(tmp_path, Text("See "), hebrew)
    assert 'class="latin"' not in render_inlines(tmp_path, Text("See "), emma)


# Abilities ---------------------------------------------------------------------------


def everything(tmp_path: Path, able: Abilities) -> str:
    """Return the test book, and what it lacks, as it is rendered for those with some abilities."""
    edition = make_book(tmp_path).editions[0]
    spans = (
        Span((Text("CSS"),), Attributes(classes=("abbr",), pairs=(("title", "Styles"),))),
        Span((Text("x"),), Attributes(pairs=(("dir", "auto"),))),
        Span((Text("de"),), Attributes(pairs=(("lang", "de"),))),
        Text("יְרוּשָׁלַ\N{COMBINING GRAPHEME JOINER}ִם"),
        Link("#deep", (Text("see"),), HERE, attributes=Attributes(classes=("page",))),
    )
    words = tuple(Cell((Paragraph((Text("internationalization"),), HERE),)) for _ in range(3))
    crowded = Table((Column("", None),) * 3, (), (words,), (), (), HERE)
    folded = Division((Paragraph((Styled("strong", (Text("More"),)),), HERE),), HERE)
    blocks = (
        Paragraph(spans, HERE),
        Paragraph((Text("5 km as follows:"),), HERE),
        crowded,
        replace(folded, attributes=Attributes(classes=("details",))),
    )
    deep = Section("deep", True, 2, (Text("Deep"),), HERE)
    first = replace(edition.chapters[0], blocks=blocks, sections=(deep,))
    edition = replace(edition, chapters=(first, *edition.chapters[1:]))
    made = Renderer(edition, load_locale(edition.language), replace(target("site"), able=able))
    return "".join(f"{c.body}{c.notes}" for c in map(made.chapter, edition.chapters))


@pytest.mark.parametrize("ability", Abilities.__struct_fields__)
def test_markup_depends_on_each_ability(tmp_path: Path, ability: str) -> None:
    """What readers can do, each by itself, is seen in the markup that they are given."""
    others = [replace(able, **{ability: not getattr(able, ability)}) for able in (BROWSER, PAPER)]
    pairs = zip((BROWSER, PAPER), others, strict=True)
    assert any(everything(tmp_path, able) != everything(tmp_path, other) for able, other in pairs)
