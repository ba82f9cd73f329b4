"""Inside paired sections: blocks that came apart are found where they are, once."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diglot.bitext import bitext
from diglot.config import load_config
from diglot.core.errors import DiglotError
from diglot.rules import compare
from diglot.rules.blocks.code import changed_line, lost_keyword
from parity.builder import book


def found(source: str, translation: str) -> list[tuple[str, int]]:
    """Return (rule, line) of each finding in a chapter of two languages."""
    checked = compare(bitext(book({"en": {"x": source}, "he": {"x": translation}})), {})
    return [(f.rule, f.position.line) for f in checked.findings]


# One fault planted among sound blocks --------------------------------------------------


def paragraphs(letters: str, sizes: list[int], figures: list[int]) -> list[str]:
    """Return paragraphs of invented words, each with a number of its own."""
    chance = random.Random(f"{letters}{sizes}")
    return [
        " ".join("".join(chance.choices(letters, k=5)) for _ in range(size)) + f" {figure}."
        for size, figure in zip(sizes, figures, strict=True)
    ]


sections = st.lists(st.integers(4, 60), min_size=2, max_size=12).flatmap(
    lambda sizes: st.tuples(st.just(sizes), st.integers(0, len(sizes) - 1))
)


@pytest.mark.heavy
@settings(max_examples=60, deadline=None, derandomize=True)
@given(sections)
def test_one_missing_paragraph_is_one_finding(section: tuple[list[int], int]) -> None:
    """A paragraph taken out anywhere is found at the one that follows, and nothing else is."""
    sizes, gone = section
    figures = [1101 + 37 * place for place in range(len(sizes))]
    source = paragraphs("abdegiklmn", sizes, figures)
    translation = paragraphs("אבגדהוזחטי", [round(s * 0.8) or 1 for s in sizes], figures)
    whole = "\n\n".join(["## A", *source])
    assert found(whole, "\n\n".join(["## א", *translation])) == []
    del translation[gone]
    place = min(gone, len(translation) - 1)
    [(rule, line)] = found(whole, "\n\n".join(["## א", *translation]))
    assert rule in {"block-sequence", "block-split"}
    assert line == 3 + 2 * place


@settings(max_examples=30, deadline=None, derandomize=True)
@given(sections)
def test_one_block_too_many_is_one_finding(section: tuple[list[int], int]) -> None:
    """A list that only the translation has is found where it stands."""
    sizes, place = section
    figures = [1101 + 37 * number for number in range(len(sizes))]
    source = paragraphs("abdegiklmn", sizes, figures)
    translation = paragraphs("אבגדהוזחטי", [round(s * 0.8) or 1 for s in sizes], figures)
    translation.insert(place, "- אחד\n- שניים")
    line = 3 + 2 * place
    assert found("\n\n".join(["## A", *source]), "\n\n".join(["## א", *translation])) == [
        ("block-sequence", line)
    ]


# One fault, one finding ------------------------------------------------------------------


def test_a_lost_heading_is_not_also_extra_blocks() -> None:
    """What stood under a heading that was lost is the section before it's, and no finding."""
    source = "## A {#a}\nIn 1994.\n## B {#b}\nIn 2005.\n\nAnd in 2007.\n## C {#c}\nIn 2011."
    translation = "## א {#a}\nב־1994.\n\nב־2005.\n\nוב־2007.\n## ג {#c}\nב־2011."
    assert [rule for rule, _ in found(source, translation)] == ["missing-section"]


def test_several_gaps_of_a_section_are_one_finding() -> None:
    """The first place is named, and how much more there is."""
    source = "## A\nIn 1994.\n\n- x\n\nIn 2005.\n```\ncode\n```\nIn 2011."
    translation = "## א\nב־1994.\n\nב־2005.\n\nב־2011."
    checked = compare(bitext(book({"en": {"x": source}, "he": {"x": translation}})), {})
    [finding] = checked.findings
    assert finding.rule == "block-sequence"
    assert finding.message == (
        'a list is missing here, beginning "x"; 1 block further on differs too'
    )
    assert finding.hint == "translate it above line 4"


def test_a_section_without_text_says_so() -> None:
    """Where only the heading is translated, what is missing is listed at the heading."""
    checked = compare(bitext(book({"en": {"x": "## A\nOne.\n\n- x"}, "he": {"x": "## א"}})), {})
    [finding] = checked.findings
    assert finding.message == 'no text yet: a paragraph and a list are missing, beginning "One."'
    assert finding.position.line == 1


def test_a_link_that_leads_nowhere_is_one_finding() -> None:
    """A broken link is not also reported as leading elsewhere than its source's."""
    source, translation = "## A {#a}\nSee [a](#a).", "## א {#a}\nראו [א](#אלף)."
    assert found(source, translation) == [("broken-link", 2)]


def test_numbers_that_moved_to_the_next_paragraph_are_not_missing() -> None:
    """A sentence may stand in a neighbouring paragraph; its number is there, though."""
    assert found("## A\nIn 1994 so.\n\nThen.", "## א\nכך.\n\nב־1994 אז.") == []


def test_what_is_not_translated_is_not_also_otherwise_wrong() -> None:
    """A passage in the source's language is one finding, whatever else it lacks."""
    text = "The well that they drilled in the north was dry in 1994, and it is so still: {}"
    source = "## A\n" + text.format("80 percent?")
    translation = "## א\n" + text.format("70 of them.")
    assert found(source, translation) == [("untranslated", 2)]


@pytest.mark.heavy
def test_three_thousand_blocks_align_quickly() -> None:
    """A section of 3000 paragraphs, two of them missing, is compared in seconds."""
    sizes = [3 + number % 9 for number in range(3000)]
    source = paragraphs("abdegiklmn", sizes, [number + 20 for number in range(3000)])
    translation = paragraphs("אבגדהוזחטי", sizes, [number + 20 for number in range(3000)])
    del translation[2000], translation[700]
    begin = time.process_time()
    rules = found("\n\n".join(["## A", *source]), "\n\n".join(["## א", *translation]))
    assert time.process_time() - begin < 15
    assert rules == [("block-sequence", 3 + 2 * 700)]


# Code --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("x = 1  # one", "x = 1  # אחת"),
        ("# one\nx", "x"),
        ("say('hi')", "say('שלום')"),
        ("title: Oil", "title: נפט"),
        ("cd content/en", "cd content/he"),
        ("a  b", "a b"),
        ("/* one */\np {}", "/* אחת */\np {}"),
        ("-- one\nselect 1", "-- אחת\nselect 1"),
        ("f(a,\n  b)\ng()", "f(a, b)\ng()"),
        ("m = [\n  1,\n  2\n]", "m = [1, 2]"),
        ("run \\\n  -it x", "run -it x"),
    ],
)
def test_code_may_differ_in_words(source: str, translation: str) -> None:
    """Comments, strings in Hebrew, lines of Hebrew and names of languages may differ."""
    assert changed_line(source, translation) is None


@pytest.mark.parametrize(
    ("source", "translation", "line"),
    [
        ("x = 1", "x = 2", 0),
        ("color: #fff", "color: #ffe", 0),
        ("a\nb", "a", 0),
        ("a", "a\nb", 1),
        ("say('hi')", "shout('שלום')", 0),
        ("f(--all)", "f(--any)", 0),
        ("a = 1\nb = 2", "a = 1 b = 2", 0),
        ("m = [1,\n2, 3]", "m = [1, 2, 4]", 0),
    ],
)
def test_code_may_not_differ_in_code(source: str, translation: str, line: int) -> None:
    """The first line that a computer would read otherwise is found."""
    changed = changed_line(source, translation)
    assert changed is not None
    assert changed[0] == line


@pytest.mark.parametrize(
    ("name", "source", "translation", "keyword"),
    [
        ("solidity", "x\ncontract V {", "x\nחוזה V {", (1, "contract")),
        ("python", "def f(x):\n  return x", "הגדר f(x):\n  return x", (0, "def")),
        ("python", "name = 1", "שם = 1", None),
        ("js", "let a = 'if'; // if", "let a = 'אם'; // אם", None),
        ("html", "<p>Now, if you</p>", "<p>עכשיו, אם</p>", None),
        ("sql", "SELECT name FROM t", "SELECT שם FROM t", None),
        ("gherkin", "Feature: x", "תכונה: x", None),
        ("bash", "echo hello for all", "echo שלום לכולם", None),
        ("", "if x then y", "אם x אז y", None),
    ],
)
def test_a_keyword_stays_as_it_is(
    name: str, source: str, translation: str, keyword: tuple[int, str] | None
) -> None:
    """Hebrew belongs into strings, comments and names, and where code is nearly prose."""
    assert lost_keyword(source, translation, name) == keyword


# The glossary's file ---------------------------------------------------------------------


def glossary_error(folder: Path, text: str) -> str:
    """Return what a book with this glossary is refused for."""
    for language in ("en", "he"):
        (folder / "content" / language).mkdir(parents=True)
    (folder / "content" / "glossary.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DiglotError) as error:
        load_config(folder)
    return str(error.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("terms:\n  - en: oil\n    fr: huile", '3:5: terms: "fr" is no language of this book'),
        ("terms:\n  - en: oil\n  - en: gas\n    he: גז", "2:5: terms: a term is given in two"),
        ("terms:\n  - en: oil\n    he: []", "3:5: terms.0.he: it must not be empty"),
        ("terms:\n  - oil", "2:5: terms.0: lines of the form `key: value` are expected here"),
        ("words:\n  - en: oil", "1:1: words: there is no such setting"),
        ("terms: [", "this is not valid YAML"),
    ],
)
def test_a_broken_glossary_is_refused_with_its_line(
    tmp_path: Path, text: str, message: str
) -> None:
    """What is wrong in content/glossary.yaml stops the run, with file, line and reason."""
    error = glossary_error(tmp_path, text)
    assert error.startswith("content/glossary.yaml:")
    assert message in error
