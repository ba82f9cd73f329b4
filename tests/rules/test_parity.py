"""Parity: what has come apart is found where it is, and nothing else is reported."""

from __future__ import annotations

import shutil
import time
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diglot.bitext import align, bitext
from diglot.bitext.sequence import align_sequences, band_of, longest_increasing
from diglot.core.findings import RULES, Finding
from diglot.core.model import Section
from diglot.core.walk import plain_text, walk_sections
from diglot.disk.cache import Cache
from diglot.rules import Comparison, compare
from diglot.run.pipeline import check_project
from parity.builder import book, edition
from support import ROOT, run_diglot

PARITY = ROOT / "tests/parity"
FOLDERS = sorted(path.parent.name for path in PARITY.glob("*/expected.txt"))


# Folders: a book and what is wrong with it ----------------------------------------


class Unwatched:
    """Progress that nobody watches."""

    def begin(self, task: str, total: int) -> None:
        """Say nothing."""

    def step(self, detail: str = "") -> None:
        """Say nothing."""


def line(finding: Finding) -> str:
    """Return a finding as the first line of its text format."""
    heading = f"{finding.severity} {finding.code} {finding.rule}"
    return f"{finding.position}: {heading}: {finding.message}"


def lines_of(folder: str, tmp_path: Path) -> list[str]:
    """Return the findings on a folder's book, with their hints where those are expected too.

    What is found while pages are made needs the command that formats.txt gives.
    """
    command = PARITY / folder / "formats.txt"
    if command.exists():
        copy = shutil.copytree(PARITY / folder, tmp_path / "book")
        formats = command.read_text(encoding="utf-8").split()
        done = run_diglot(*formats, "--project", copy)
        return [
            found for found in done.out.splitlines() if found.startswith(("content/", "templates/"))
        ]
    checked = check_project(PARITY / folder, jobs=1, progress=Unwatched(), cache=Cache(None))
    has_hints = any(text.startswith("  hint: ") for text in expected(folder))
    return [
        text
        for finding in checked.findings
        for text in (line(finding), f"  hint: {finding.hint}")[: 1 + has_hints]
    ]


def expected(folder: str) -> list[str]:
    """Return the lines of a folder's expected.txt."""
    return (PARITY / folder / "expected.txt").read_text(encoding="utf-8").splitlines()


def is_laid_out(folder: str) -> bool:
    """Tell whether a folder's book is built, or has a drawing, which is tried on paper."""
    return (PARITY / folder / "formats.txt").exists() or any((PARITY / folder).rglob("*.svg"))


WEIGHED = [
    pytest.param(folder, marks=[pytest.mark.heavy] * is_laid_out(folder)) for folder in FOLDERS
]


@pytest.mark.parametrize("folder", WEIGHED)
def test_folder(folder: str, tmp_path: Path) -> None:
    """A book gives the findings of its expected.txt, and of what is right beside it, none."""
    assert lines_of(folder, tmp_path) == expected(folder)


def test_every_rule_has_a_folder() -> None:
    """Every rule of the table is shown in a folder of its name, and nothing else is."""
    assert sorted(RULES) == FOLDERS


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_folder_has_a_hit_and_a_near_miss(rule: str) -> None:
    """A rule is found in its folder, and beside that stands what looks like it and is right.

    A near miss is a chapter of its own without a finding, or a place that near.txt names.
    """
    found = expected(rule)
    assert any(f" {RULES[rule].code} {rule}: " in text for text in found)
    places = {":".join(text.split(":")[:2]) for text in found if not text.startswith(" ")}
    listed = PARITY / rule / "near.txt"
    if listed.exists():
        near = [text.partition(" ")[0] for text in listed.read_text(encoding="utf-8").splitlines()]
        assert near
        for place in near:
            path, _, number = place.partition(":")
            texts = (PARITY / rule / path).read_text(encoding="utf-8").split("\n")
            assert place not in places
            assert texts[int(number) - 1].strip()
        return
    chapters = {path.name for path in (PARITY / rule / "content").glob("*/*.md")}
    assert chapters - {Path(place.partition(":")[0]).name for place in places}


# Alignment -------------------------------------------------------------------------


def pairs(source: str, translation: str) -> list[tuple[str, str]]:
    """Return the headings that are paired, "" for none."""
    alignment = align(edition("en", {"x": source}), edition("he", {"x": translation}))

    def heading(section: Section | None) -> str:
        return plain_text(section.title) if section else ""

    sections = alignment.chapters[0].sections
    return [(heading(pair.source), heading(pair.translation)) for pair in sections]


def found(source: str, translation: str, *allow: str) -> list[tuple[str, int, str]]:
    """Return (rule, line, hint) of each finding about a chapter's structure and its own links."""
    checked = check_texts(source, translation, *allow)
    structural = [f for f in checked.findings if f.code[0] == "S" or f.rule == "broken-link"]
    return [(f.rule, f.position.line, f.hint) for f in structural]


def check_texts(source: str, translation: str, *allow: str) -> Comparison:
    """Return the check of a book of one chapter."""
    text = bitext(book({"en": {"x": source}, "he": {"x": translation}}))
    return compare(text, dict.fromkeys(allow, "so"))


def test_sections_pair_by_what_a_translation_keeps() -> None:
    """A section that is missing is one gap; those after it keep their counterparts."""
    source = (
        "## Oil\nIn 1994.\n## Gas\nUse `flow`.\n## Coal\nSee [it](https://a.org).\n## Wind\nAir."
    )
    translation = "## נפט\nבשנת 1994.\n## פחם\nראו [כאן](https://a.org).\n## רוח\nאוויר."
    assert pairs(source, translation) == [
        ("Oil", "נפט"),
        ("Gas", ""),
        ("Coal", "פחם"),
        ("Wind", "רוח"),
    ]


def test_a_section_replaced_by_another_is_no_counterpart() -> None:
    """Where code, numbers and links all differ, the place alone makes no pair."""
    source = "## A\nAll.\n## B\n`make` took 450 of 1890 s: [see](https://a.org).\n## C\nAll."
    translation = "## א\nהכול.\n## ב\n`apt`, עם 733 ו־812: [כאן](https://b.org).\n## ג\nהכול."
    assert pairs(source, translation) == [("A", "א"), ("", "ב"), ("B", ""), ("C", "ג")]
    assert [rule for rule, _, _ in found(source, translation)] == [
        "extra-section",
        "missing-section",
    ]


def test_newer_figures_do_not_part_a_pair() -> None:
    """A section whose numbers are all others is still the same section."""
    source = "## A\nOne.\n## B\nIn 2013 there were 450 of 1890 left.\n## C\nTwo."
    translation = "## א\nאחת.\n## ב\nב־2009 נותרו 431 מתוך 1750.\n## ג\nשתיים."
    assert found(source, translation) == []


def test_headings_without_text_pair_by_their_place() -> None:
    """A translation of which only the headings are written lacks no section."""
    source = "## A\nIn 1994.\n### B\n`code` and 12 more words.\n## C\nMuch.\n\nMore.\n\nMost."
    assert found(source, "## א\n### ב\n## ג") == []


def test_a_page_still_in_the_source_language_pairs() -> None:
    """A copy of the source is a translation in waiting: every section has its counterpart."""
    source = "## Oil\nA few words of it.\n## Gas\nAnother few words.\n## Coal\nThe last words."
    assert pairs(source, source) == [("Oil", "Oil"), ("Gas", "Gas"), ("Coal", "Coal")]


def test_a_lost_heading_is_one_gap() -> None:
    """Where only a parent's heading is lost, its subsections keep their counterparts."""
    source = "## A\nIn 1935.\n## B\nLater.\n### B1\nIn 1945.\n### B2\nIn 1955.\n## C\nNow."
    translation = "## א\nב־1935.\n### ב1\nב־1945.\n### ב2\nב־1955.\n## ג\nעכשיו."
    assert pairs(source, translation) == [
        ("A", "א"),
        ("B", ""),
        ("B1", "ב1"),
        ("B2", "ב2"),
        ("C", "ג"),
    ]


def test_equal_ids_pair_wherever_they_stand() -> None:
    """An explicit id decides, though all else speaks against it."""
    source = "## A {#one}\nIn 1994.\n## B {#two}\nIn 2005."
    translation = "## ב {#two}\nב־1994.\n## א {#one}\nב־2005."
    assert pairs(source, translation) == [("A", "א"), ("B", "ב")]
    assert [rule for rule, _, _ in found(source, translation)] == ["section-order"]


def test_an_id_holds_against_a_likeness_elsewhere() -> None:
    """Two sections with one id stay a pair, even where the translation's text is another's."""
    source = "## A {#one}\n`make` in 1994 and 1890.\n## B\n`brew` in 2005 and 2011."
    translation = "## א {#one}\n`brew` ב־2005 וב־2011."
    assert pairs(source, translation) == [("A", "א"), ("B", "")]


def test_sections_only_in_the_translation_follow_their_neighbours() -> None:
    """The pairs stand in the order of the source, what is only translated after its neighbour."""
    source = "## A\n12 345\n## B\n98 765"
    translation = "## חדש\n\nכמה מילים.\n\nעוד.\n## א\n12 345\n### גם\n\nמילה.\n## ב\n98 765"
    assert pairs(source, translation) == [("", "חדש"), ("A", "א"), ("", "גם"), ("B", "ב")]


def test_moving_a_long_section_is_one_move() -> None:
    """The fewest sections count as moved, a section with its subsections as one."""
    long = (
        "## A\nIn 1901.\n### A1\nIn 1902.\n### A2\nIn 1903.\n### A3\nIn 1904.\n### A4\nIn 1905.\n"
    )
    short = "## B\nIn 1906.\n## C\nIn 1907.\n"
    assert found(long + short, short + long) == [
        (
            "section-order",
            5,
            "move it, with all under it, to the beginning of the chapter's sections",
        )
    ]


def test_a_move_inside_a_moved_section_is_another() -> None:
    """Where a section is moved and two under it are swapped, both have to be put back."""
    first, second = "### A1\nIn 1902.\n", "### A2\nIn 1903.\n"
    rest = "## B\nIn 1906.\n### B1\nIn 1907.\n## C\nIn 1908.\n"
    source = "## A\nIn 1901.\n" + first + second + rest
    translation = rest + "## A\nIn 1901.\n" + second + first
    moved = [(rule, line) for rule, line, _ in found(source, translation)]
    assert moved == [("section-order", 7), ("section-order", 11)]


def test_three_hundred_sections_align_quickly() -> None:
    """A chapter of 300 sections without a single telling word is aligned in under a second."""
    source = "\n".join(f"## Section\n{'words ' * (3 + number % 7)}" for number in range(300))
    translation = "\n".join(f"## סעיף\n{'מילה ' * (3 + number % 7)}" for number in range(297))
    begin = time.process_time()
    missing = [pair for pair in pairs(source, translation) if not pair[1]]
    assert time.process_time() - begin < 1.0
    assert len(missing) == 3


@pytest.mark.heavy
def test_thousands_of_sections_keep_what_tells_them_apart() -> None:
    """Where hundreds of a long chapter's sections are missing, the rest keep their counterparts."""
    source = "\n".join(f"## Ship {number}\nIt left." for number in range(2200))
    translation = "\n".join(f"## ספינה {number}\nיצאה." for number in range(400, 2200))
    found = pairs(source, translation)
    assert found == [
        (f"Ship {number}", f"ספינה {number}" if number >= 400 else "") for number in range(2200)
    ]


# Sequences -------------------------------------------------------------------------

small_scores = st.integers(0, 4).flatmap(
    lambda columns: st.lists(
        st.lists(st.integers(-9, 9), min_size=columns, max_size=columns), min_size=0, max_size=4
    ).map(lambda rows: (columns, rows))
)


@pytest.mark.heavy
@settings(max_examples=200, deadline=None, derandomize=True)
@given(small_scores, st.integers(0, 5), st.integers(0, 5))
def test_no_alignment_is_better(
    scores: tuple[int, list[list[int]]], gap: int, other_gap: int
) -> None:
    """Of all ways to pair two sequences in order, none has a greater total."""
    columns, rows = scores

    def skips(count: int, cost: int) -> list[list[tuple[int, int]]]:
        return [[], *([(place, cost)] for place in range(count))]

    def total(pairing: list[tuple[int, int]]) -> int:
        paired = sum(rows[i][j] for i, j in pairing)
        left = gap * (len(rows) - len(pairing)) + other_gap * (columns - len(pairing))
        return paired - left

    every_way = [
        total(list(zip(ours, theirs, strict=True)))
        for count in range(min(len(rows), columns) + 1)
        for ours in combinations(range(len(rows)), count)
        for theirs in combinations(range(columns), count)
    ]
    best = align_sequences(
        lambda i, low, high: rows[i][low:high], skips(len(rows), gap), skips(columns, other_gap)
    )
    assert total(best) == max(every_way)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.integers(1, 60_000), st.integers(0, 60_000))
def test_a_band_leads_from_the_first_pair_to_the_last(rows: int, columns: int) -> None:
    """Whatever the lengths, the band joins both corners, each row's part touching the next."""
    band = band_of(rows, columns)
    steps = sorted({0, rows, *range(0, rows, max(rows // 50, 1))})
    assert (band(0)[0], band(rows)[1]) == (0, columns)
    for row in steps[:-1]:
        (low, high), (next_low, next_high) = band(row), band(row + 1)
        assert low <= next_low <= high <= next_high
    assert sum(high - low for low, high in map(band, steps)) * rows <= 30_000_000 * len(steps)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(st.integers(0, 9), max_size=8))
def test_no_part_in_order_is_longer(values: list[int]) -> None:
    """The part that is kept is increasing, and no longer one exists."""

    def is_increasing(part: tuple[int, ...]) -> bool:
        return all(a < b for a, b in pairwise(part))

    kept = longest_increasing(values)
    assert is_increasing(tuple(values[place] for place in sorted(kept)))
    sizes = [k for k in range(len(values) + 1) if any(map(is_increasing, combinations(values, k)))]
    assert len(kept) == sizes[-1]


# Findings and what they advise ------------------------------------------------------


def test_a_missing_section_is_found_where_it_belongs() -> None:
    """The finding stands at the heading to write before, and names level, id and key."""
    source = "## A\nIn 1994.\n## B {#two}\nIn 2005.\n### C\nIn 2006.\n## D\nIn 2007."
    translation = "## א\nב־1994.\n\n\n## ד\nב־2007."
    [finding] = check_texts(source, translation).findings
    assert str(finding.position) == "content/he/x.md:5:1"
    assert str(finding.counterpart) == "content/en/x.md:3:1"
    assert finding.message == '"B", with 1 section under it, has no counterpart'
    assert finding.hint == (
        'translate it as "## … {#two}" above line 5, '
        'or list "x#two" under parity.allow in content/book.yaml'
    )


def test_a_section_missing_at_the_end_is_found_at_the_last_block() -> None:
    """After the last section there is no heading to write before."""
    source = "## A\nIn 1994.\n\nMore.\n## B\nIn 2005."
    [finding] = check_texts(source, "## א\nב־1994.\n\nעוד.").findings
    assert finding.position.line == 4
    assert finding.hint.startswith('translate it as "## …" at the end of the file, or ')


def test_a_section_that_may_be_missing_is_not_reported() -> None:
    """Keys under parity.allow silence a section, and those that match nothing are named."""
    source, translation = "## A\nIn 1994.\n## B\nIn 2005.", "## א\nב־1994."
    checked = check_texts(source, translation, "x#b", "x#c", "y")
    assert checked.findings == ()
    assert checked.unused_allow == ("x#c", "y")


def test_a_key_copied_with_its_isolates_is_the_key() -> None:
    """A Hebrew id copied from a message, invisible marks and all, is recognized."""
    source, translation = "## A\nIn 1994.", "## א\nב־1994.\n## חדש\n\nמילים.\n\nעוד מילים."
    assert check_texts(source, translation, "x#\u2068חדש\u2069").findings == ()


def test_a_link_to_what_is_reported_missing_is_not_reported_too() -> None:
    """One fault is one finding; but where the section may be missing, the link is the fault."""
    source = "## A\nSee [it](#two) and 1994.\n## B {#two}\n[Words]{#word} of 2005."
    translation = "## א\nראו [כאן](#two) [וכאן](#word) ואת 1994."
    assert [rule for rule, _, _ in found(source, translation)] == ["missing-section"]
    assert [rule for rule, _, _ in found(source, translation, "x#two")] == ["broken-link"] * 2


def test_the_translations_own_words_lead_to_the_source_id() -> None:
    """A link made of a translated heading is told the id that the section has."""
    source, translation = "## Oil\nIn [it](#oil).", "## נפט גולמי\nב[סעיף](#נפט-גולמי)."
    assert found(source, translation) == [("broken-link", 2, 'did you mean "#oil"?')]


def test_a_link_may_be_percent_encoded() -> None:
    """A target is the same place with its letters as they are and encoded."""
    text = "## A {#שמן}\n[a](#שמן) [b](#%D7%A9%D7%9E%D7%9F) [c](x.md#%D7%A9%D7%9E%D7%9F)"
    assert found(text, text) == []


def test_headings_quoted_from_the_text_cannot_break_the_message() -> None:
    """A heading is quoted on one line, cut when long, and without direction marks of its own."""
    [finding] = check_texts("## A\u202e B\u2069" + " long" * 40, "").findings
    assert finding.message == '"A B' + " long" * 13 + ' l…" has no counterpart'


def test_sections_inside_have_the_model_they_promise() -> None:
    """The alignment of a bitext speaks of the sections of its own book."""
    sides = {"en": {"x": "## A\n12\n### B\n34"}, "he": {"x": "## א\n12\n### ב\n34"}}
    text = bitext(book(sides))
    [pair] = text.alignments["he"].chapters
    source = list(walk_sections(text.book.source.chapters[0]))
    translation = list(walk_sections(text.book.translations[0].chapters[0]))
    assert all(found.source is one for found, one in zip(pair.sections, source, strict=True))
    assert all(
        found.translation is one for found, one in zip(pair.sections, translation, strict=True)
    )
