"""Typography: each case of the tables in tests/typography comes out as the table says."""

from __future__ import annotations

import json
import random
import subprocess

import pypandoc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diglot.config import load_config
from diglot.core.conventions import TYPOGRAPHY_OFF, Typography
from diglot.core.errors import DiglotError
from diglot.core.model import Code, Image, Link, Note, Paragraph, Position, Span, Text
from diglot.core.walk import chapter_blocks, chapter_inlines, plain_text
from diglot.reader.edition import read_book
from diglot.text.marks.typography import Settings, typeset, typeset_text
from support import ProjectMaker
from typography.tables import ENGLISH, HEBREW, MARKUP, Case

USUAL = Settings({})


def test_the_tables_are_long_enough() -> None:
    """At least 150 Hebrew cases, each with its reason, and none twice."""
    assert len(HEBREW) >= 150
    for table, width in ((HEBREW, 3), (ENGLISH, 3), (MARKUP, 4)):
        assert all(len(case.cells) == width and all(case.cells) for case in table)
        typed = [case.cells[0] for case in table]
        assert len(set(typed)) == len(typed)


@pytest.mark.parametrize("case", HEBREW, ids=lambda case: case.cells[0])
def test_hebrew(case: Case) -> None:
    """What is typed in Hebrew is set as the table says."""
    assert typeset_text(case.cells[0], "he", USUAL) == case.cells[1]


@pytest.mark.parametrize("case", ENGLISH, ids=lambda case: case.cells[0])
def test_english(case: Case) -> None:
    """What is typed in English is set as the table says."""
    assert typeset_text(case.cells[0], "en", USUAL) == case.cells[1]


@pytest.mark.parametrize("case", [*HEBREW, *ENGLISH], ids=lambda case: case.cells[1])
def test_what_is_set_stays(case: Case) -> None:
    """Setting what has been set changes nothing."""
    language = "he" if case in HEBREW else "en"
    assert typeset_text(case.cells[1], language, USUAL) == case.cells[1]


# The whole reader -----------------------------------------------------------------


def test_across_elements(project: ProjectMaker) -> None:
    """In the whole reader marks are set across elements, and code and addresses are left."""
    texts = {
        tag: "# T\n\n" + "\n\n".join(case.cells[0] for case in MARKUP if case.cells[2] == tag)
        for tag in ("en", "he")
    }
    folder = project({f"content/{tag}/01-oil.md": text + "\n" for tag, text in texts.items()})
    book, _ = read_book(load_config(folder))
    for edition in book.editions:
        wanted = [case.cells[1] for case in MARKUP if case.cells[2] == edition.language]
        blocks = chapter_blocks(edition.chapters[0])
        assert [plain_text(b.inlines) for b in blocks if isinstance(b, Paragraph)] == wanted


def test_what_is_not_words_is_left(project: ProjectMaker) -> None:
    """Attributes, titles of links and targets stay as typed; a caption is set, and kept."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    text = (
        '# א\n\n[ה"א](a--b.html "צה\\"ל"){title=\'x"y\'} `צה\\"ל` ![צה"ל](a.svg) '
        "![x](a.svg){alt='צה\"ל'}.\n"
    )
    folder = project({"content/he/01-oil.md": text, "content/he/a.svg": svg})
    book, _ = read_book(load_config(folder))
    inlines = list(chapter_inlines(book.editions[1].chapters[0]))
    link = next(inline for inline in inlines if isinstance(inline, Link))
    assert (link.target, link.title, link.attributes.get("title")) == ("a--b.html", 'צה"ל', 'x"y')
    assert [i.text for i in inlines if isinstance(i, Code)] == ['צה\\"ל']
    assert [i.alt for i in inlines if isinstance(i, Image)] == ["צה״ל", 'x: צה"ל']


def test_every_part_of_a_chapter_is_set(project: ProjectMaker) -> None:
    """Titles, headings, cells, captions, terms, verse, notes and the book's own words are set."""
    text = (
        '---\ntitle: צה"ל\nsubtitle: ד"ר\n---\n\n## נתב"ג {#a}\n\n| א"א | ב |\n|--|--|\n'
        '| ג"ג | ד |\n\n'
        ': ש"ס\n\nח"כ\n\n:   ט"ו\n\n| "שורה\n| ושורה"\n\n> י"ב\n\n- כ"ב[^1]\n\n[^1]: ל"ג\n'
    )
    folder = project(
        {
            "content/he/01-oil.md": text,
            "content/en/01-oil.md": text,
            "content/he/book.yaml": 'title: ספר של צה"ל\n',
        }
    )
    hebrew = read_book(load_config(folder))[0].editions[1]
    chapter = hebrew.chapters[0]
    words = [inline.text for inline in chapter_inlines(chapter) if isinstance(inline, Text)]
    assert '"' not in "".join(words)
    assert "".join(words).count("״") == 13
    assert hebrew.title == "ספר של צה״ל"


@pytest.mark.parametrize(
    ("quotes", "mark"), [("gershayim", "״"), ("curly", "”"), ("low", "„"), ("off", '"')]
)
def test_a_quotation_that_goes_on_has_its_mark(
    project: ProjectMaker, quotes: str, mark: str
) -> None:
    """Wherever in the line it opens; one that nothing closes and that does not go on has none."""
    text = (
        '# כותרת\n\nהיא קראה "הכול": "פסקה ראשונה,\n\n"פסקה שנייה,\n\n"ואחרונה."\n\n'
        'הוא אמר: "ואיננו.\n\nסוף.\n'
    )
    folder = project(
        {
            "content/book.yaml": f"id: a\nlanguages: [he]\ntypography: {{quotes: {quotes}}}\n",
            "content/he/01-oil.md": text,
        }
    )
    chapter = read_book(load_config(folder))[0].editions[0].chapters[0]
    lines = [plain_text(b.inlines) for b in chapter_blocks(chapter) if isinstance(b, Paragraph)]
    assert lines[0].endswith(f": {mark}פסקה ראשונה,")
    assert lines[1] == f"{mark}פסקה שנייה,"
    assert lines[3] == 'הוא אמר: "ואיננו.'


@pytest.mark.parametrize("language", ["en", "he"])
@pytest.mark.parametrize(
    ("words", "is_kept"),
    [
        ("It rained. Then Dr. Levi came.", True),
        ("See vol. 2 of it. Then p. 7.", True),
        ("See Ph.D. theses.", True),
        ("It rained. He came. She wrote etc. and left.", False),
        ("Of Levi.Dr. Cohen and of 3.p. 7, a_p. 8.", False),
    ],
)
def test_points_of_abbreviations_are_told_from_those_of_sentences(
    language: str, words: str, is_kept: bool
) -> None:
    """A line stays as it is unless an abbreviation of English is in it, before code too."""
    with_code = (Text("See vol. "), Code("x"), Text(f" it. {words}"))
    for line in ((Text(words),), (Text(words), Code("x"))):
        expected = is_kept and language == "en"
        assert ("\u00a0" in plain_text(typeset(line, language, USUAL))) is expected
    assert plain_text(typeset(with_code, "en", USUAL)).startswith("See vol.\u00a0x it.")


def test_the_citation_processor_is_set_too(project: ProjectMaker) -> None:
    """Straight and curly marks that the citation processor writes in Hebrew become Hebrew ones."""
    works = "@article{a, author={כהן, דן}, title={{צה\"ל} ו'הארץ'}, "
    works += "journal={דבר}, date={2004}}"
    folder = project(
        {"content/references.bib": works, "content/he/01-oil.md": "# א\n\nראו [@a].\n"}
    )
    chapter = read_book(load_config(folder))[0].editions[1].chapters[0]
    words = "".join(i.text for i in chapter_inlines(chapter) if isinstance(i, Text))
    assert "״צה״ל ו׳הארץ׳״" in words
    assert not set(words) & set("\"'’”")


# Settings -------------------------------------------------------------------------

SAMPLE = "\"הוא אמר 'לא'\" בצה\"ל ב-1984 -- עמ' 12-15..."
SETTINGS = [
    ("typography: off", SAMPLE),
    ("typography: on", "״הוא אמר ׳לא׳״ בצה״ל ב־1984 – עמ׳ 12–15…"),
    ("typography: {quotes: curly}", "”הוא אמר ’לא’” בצה״ל ב־1984 – עמ׳ 12–15…"),
    ("typography: {quotes: low}", "„הוא אמר ‚לא’” בצה״ל ב־1984 – עמ׳ 12–15…"),
    ("typography: {quotes: off}", "\"הוא אמר 'לא'\" בצה״ל ב־1984 – עמ׳ 12–15…"),
    ("typography: {geresh: off}", "״הוא אמר ׳לא׳״ בצה\"ל ב־1984 – עמ' 12–15…"),
    ("typography: {maqaf: off}", "״הוא אמר ׳לא׳״ בצה״ל ב-1984 – עמ׳ 12–15…"),
    ("typography: {dashes: off}", "״הוא אמר ׳לא׳״ בצה״ל ב־1984 -- עמ׳ 12-15…"),
    ("typography: {ellipsis: off}", "״הוא אמר ׳לא׳״ בצה״ל ב־1984 – עמ׳ 12–15..."),
]


@pytest.mark.parametrize(("setting", "wanted"), SETTINGS)
@pytest.mark.parametrize("file", ["content/book.yaml", "content/he/book.yaml"])
def test_settings(project: ProjectMaker, file: str, setting: str, wanted: str) -> None:
    """Each feature and the style of quotes is a setting, of the book or of one language."""
    config = load_config(project({file: setting + "\n"}))
    chosen = Settings({tag: e.typography for tag, e in config.editions.items()})
    assert typeset_text(SAMPLE, "he", chosen) == wanted


def test_a_language_goes_before_the_book(project: ProjectMaker) -> None:
    """What one language sets holds there; what it leaves out is the book's."""
    config = load_config(
        project(
            {
                "content/book.yaml": "typography: {quotes: low, dashes: off}\n",
                "content/he/book.yaml": "typography: {quotes: curly}\n",
            }
        )
    )
    assert config.editions["he"].typography == Typography("curly", dashes=False)
    assert config.editions["en"].typography == Typography("low", dashes=False)


@pytest.mark.parametrize("value", ["maybe", "{quotes: french}", "{maqaf: 3}", "{dash: off}"])
def test_a_wrong_setting_is_named(project: ProjectMaker, value: str) -> None:
    """A value that no setting knows is an error with its line."""
    with pytest.raises(DiglotError, match=r"content/he/book.yaml:1:"):
        load_config(project({"content/he/book.yaml": f"typography: {value}\n"}))


def test_off_in_english() -> None:
    """Off is off for English too, spaces and dashes included."""
    text = "Mr. Smith's \"word\" -- 5' ..."
    assert typeset_text(text, "en", Settings({"en": TYPOGRAPHY_OFF})) == text


def test_ids_notes_and_the_tree_are_kept() -> None:
    """Elements, their ids and notes stay where they are; only signs change."""
    position = Link("#x", (), _position()).position
    note = Note(1, (Paragraph((Text('צה"ל'),), position),), position)
    before = (Text('"א'), Span((Text('ב"'),)), note, Text(" צה"), Span((Text('"ל'),)))
    after = typeset(before, "he", USUAL)
    assert after == (
        Text("״א"),
        Span((Text("ב״"),)),
        Note(1, (Paragraph((Text("צה״ל"),), position),), position),
        Text(" צה"),
        Span((Text("״ל"),)),
    )


def _position() -> Position:
    return Position("content/he/x.md")


@given(st.text(alphabet="אבהםשלגצ ab1205\"'״׳-.–,()[]/:’“”\u05b8%₪", max_size=40))
@settings(max_examples=400, deadline=None)
def test_only_marks_change(text: str) -> None:
    """Whatever is typed, letters and figures stay, each where it was, and nothing is lost."""
    for language in ("he", "en"):
        done = typeset_text(text, language, USUAL)
        kept = [sign for sign in text if sign.isalnum()]
        assert [sign for sign in done if sign.isalnum()] == kept
        assert len(done) <= len(text)
        pieces = tuple(Span((Text(sign),)) for sign in text)
        assert plain_text(typeset(pieces, language, USUAL)) == done


# English against pandoc -----------------------------------------------------------


def test_english_is_what_smart_does() -> None:
    """Every English case but those of the last table agrees with pandoc."""
    typed = [case.cells[0] for case in ENGLISH if case.heading != "Better than smart"]
    typed = [text for text in typed if "“" not in text]
    assert [typeset_text(text, "en", USUAL) for text in typed] == _smart(typed)


def test_random_english_is_what_smart_does() -> None:
    """Sentences put together at random from quotations, possessives and dashes agree too."""
    chance = random.Random(20261123)
    pieces = [
        "word", "it's", "dogs'", "“”"[:0] + "two-fold", "--", "---", "...", "Mr. Smith", "1990's",
        '"a quotation"', '"He said, \'no\'."', "'single'", '("yes")', "e.g. this", "a,", "end.",
        '"It\'s so," she said', "O'Brien's", '"one"--"two"', "'tis", "well...", '"1984"',
    ]  # fmt: skip
    typed = [" ".join(chance.choices(pieces, k=6)) for _ in range(300)]
    typed = [text for text in typed if text.count("'tis") == 0 or text.count("'") == 1]
    typed = [f"x {text}" for text in typed]
    assert [typeset_text(text, "en", USUAL) for text in typed] == _smart(typed)


def _smart(paragraphs: list[str]) -> list[str]:
    """Return paragraphs as pandoc's own `smart` sets them."""
    done = subprocess.run(
        [pypandoc.get_pandoc_path(), "-f", "markdown+smart", "-t", "json"],
        input="\n\n".join(paragraphs),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return [_words(block["c"]) for block in json.loads(done.stdout)["blocks"]]


def _words(nodes: list[dict[str, object]]) -> str:
    result = ""
    for node in nodes:
        content: object = node.get("c")
        if node["t"] == "Quoted" and isinstance(content, list):
            marks = "“”" if content[0]["t"] == "DoubleQuote" else "‘’"
            result += marks[0] + _words(content[1]) + marks[1]
        else:
            result += content if isinstance(content, str) else " "
    return result


QUOTED = {
    ("he", "gershayim"): "״א ׳ב׳״ ״א ׳ב׳״ ״א ׳ב׳״ ״א ׳ב׳״",
    ("he", "curly"): "”א ’ב’” ”א ’ב’” ”א ’ב’” ”א ’ב’”",
    ("he", "low"): "„א ‚ב’” „א ‚ב’” „א ‚ב’” „א ‚ב’”",
    ("he", "off"): "\"א 'ב'\" \"א 'ב'\" \"א 'ב'\" \"א 'ב'\"",
    ("he", "on"): "״א ׳ב׳״ ״א ׳ב׳״ ״א ׳ב׳״ ״א ׳ב׳״",
    ("en", "off"): "\"a 'b'\" \"a 'b'\" \"a 'b'\" \"a 'b'\"",
    ("en", "gershayim"): "“a ‘b’” “a ‘b’” “a ‘b’” “a ‘b’”",
    ("en", "low"): "“a ‘b’” “a ‘b’” “a ‘b’” “a ‘b’”",
}


@pytest.mark.parametrize(("language", "quotes"), QUOTED)
def test_quotations_have_the_same_marks_however_they_are_written(
    project: ProjectMaker, language: str, quotes: str
) -> None:
    """<q>, typed marks and either inside the other get the marks of the setting."""
    a, b = {"he": "אב", "en": "ab"}[language]
    text = f"<q>{a} <q>{b}</q></q> \"{a} '{b}'\" <q>{a} '{b}'</q> \"{a} <q>{b}</q>\""
    folder = project(
        {
            "content/book.yaml": f"typography: {{quotes: {quotes}}}\n",
            f"content/{language}/01-oil.md": f"# x\n\n{text}\n",
        }
    )
    editions = {e.language: e for e in read_book(load_config(folder))[0].editions}
    (block,) = editions[language].chapters[0].blocks
    assert isinstance(block, Paragraph)
    assert plain_text(block.inlines) == QUOTED[language, quotes]
