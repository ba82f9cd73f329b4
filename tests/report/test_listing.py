"""What the text report lists and what it counts: whose findings, and how many of a flood."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from diglot.core.findings import Finding
from diglot.core.model import Position
from diglot.hearing.audience import hindering
from diglot.report import listing
from diglot.report.causes import by_cause, cause_of, family
from support import ROOT, ProjectMaker, run_diglot


def finding(rule: str, path: str = "en/01-oil.md", message: str = "x", line: int = 1) -> Finding:
    """Return a finding of a rule in a file of content/."""
    return Finding(rule, Position(f"content/{path}", line), message, "mend it")


# What many have in common --------------------------------------------------------------

CAUSES = [
    # rule, message, cause
    (
        "broken-link",
        '"/docs/a/b.html#c" is neither a chapter nor an address on the web',
        '"/docs/…" is neither a chapter nor an address on the web',
    ),
    ("broken-link", '"#tade" leads nowhere: nothing has the id "tade"', '"#…" leads nowhere'),
    ("broken-link", '"x.html" leads nowhere: there is no chapter "x"', '"….html" leads nowhere'),
    ("missing-image", 'there is no picture "../img/a/1.png"', 'there is no picture "../img/…"'),
    ("remote-image", 'the picture "https://a.example/b/c.png" lies outside',
     'the picture "https://a.example/…" lies outside'),
    ("raw-html", "the HTML element <font> is lost", "the HTML element <font> is lost"),
    ("missing-glyph", 'no font has "\u2068😀\u2069" (U+1F600)',
     'no font has "\u2068😀\u2069" (U+1F600)'),
    ("unknown-key", "titel: there is no such setting", "titel: there is no such setting"),
    ("look-alike", "U+2019 (a mark) stands there", "U+2019 (a mark) stands there"),
    ("not-utf8", "the byte 0xF0 is not UTF-8", "the byte 0xF0 is not UTF-8"),
    ("list-items", 'the list has 3 items, its source 4; the first begins "Coal"',
     "the list has … items, its source …"),
    ("stale-section", 'the source "Oil" has changed: by [-4%-] {+5%+}',
     'the source "…" has changed'),
    ("duplicate-id", 'the id "oil" is already that of line 5',
     'the id "…" is already that of line …'),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "message", "words"), CAUSES)
def test_a_cause_is_what_findings_share(rule: str, message: str, words: str) -> None:
    """The cause leaves out what differs from place to place, and keeps what explains many."""
    assert cause_of(finding(rule, message=message)).words == words


FAMILIES = [
    ("/docs/a.html", "/docs/…"),
    ("/a.html", "/….html"),
    ("../en/a.md#b", "../en/…"),
    ("./img/a.png", "./img/…"),
    ("a.md#b", "….md"),
    ("notes", "…"),
    ("http://x.example", "http://x.example/…"),
    ("mailto:a@b.example", "mailto:…"),
]


@pytest.mark.parametrize(("path", "expected"), FAMILIES)
def test_paths_have_families(path: str, expected: str) -> None:
    """A path belongs with those of its first folder, or of its kind where it has none."""
    assert family(path) == expected


def test_causes_are_counted() -> None:
    """The cause of most findings comes first."""
    found = [finding("raw-script"), *(finding("raw-html", line=n) for n in range(3))]
    assert [(t.cause.rule, t.count) for t in by_cause(found)] == [
        ("raw-html", 3),
        ("raw-script", 1),
    ]


# The table -----------------------------------------------------------------------------


def flood(count: int) -> list[Finding]:
    """Return findings of one cause."""
    return [finding("broken-link", message=f'"/docs/{n}" leads off', line=n) for n in range(count)]


def test_a_flood_ends_with_a_table() -> None:
    """Many findings are followed by how many there are of each cause; a few are not."""
    many = listing([*flood(30), finding("raw-html", message="raw <b>")])
    assert [line.split() for line in many.table() if "R301" in line or "M507" in line] == [
        ["30", "R301", "broken-link", '"/docs/…"', "leads", "off"],
        ["1", "M507", "raw-html", "raw", "<b>"],
    ]
    assert len(many.listed) == 31
    assert listing(flood(5)).closing() == ("5 errors, 0 warnings",)


def test_many_causes_are_summed_up() -> None:
    """A table of very many causes ends with the sum of the rarest."""
    found = [finding("missing-glyph", message=f"no {n}", line=n) for n in range(40)]
    table = listing([*found, *flood(2)]).table()
    assert table[-1].split() == ["16", "of", "16", "other", "causes"]


def test_a_screen_shows_the_first_of_each_cause() -> None:
    """Cut short, a listing has the first of each cause, says so, and still counts all."""
    cut = listing([*flood(30), finding("raw-html")], 4)
    assert [f.rule for f in cut.listed] == ["broken-link"] * 4 + ["raw-html"]
    (row,) = (line for line in cut.table() if "R301 broken-link" in line)
    assert row.endswith("(4 shown)")
    assert "check --all" in cut.table()[-1]
    assert cut.closing()[-1] == "31 errors, 0 warnings"


# Whose findings --------------------------------------------------------------------------

PICTURE = 'there is no picture "a.png"'


def test_the_comparison_comes_first() -> None:
    """What only hinders an edition is in the source, or came from there with the text."""
    compared = [
        finding("missing-section", "he/01-oil.md"),
        finding("number-missing", "he/01-oil.md"),
        finding("unbalanced-quotes"),
        finding("unused-allow", "book.yaml"),
        finding("conflict-marker"),
        finding("heading-space", "he/01-oil.md"),
        finding("missing-image", "he/02-gas.md", PICTURE),
    ]
    hinders = [
        finding("missing-image", "en/01-oil.md", PICTURE),
        finding("missing-image", "he/01-oil.md", PICTURE, 4),
        finding("raw-html"),
        finding("duplicate-id"),
    ]
    assert hindering([*compared, *hinders], ("en", "he")) == frozenset(hinders)


def test_more_slips_than_in_the_source_are_the_translators() -> None:
    """A slip that the translation has more often than its source is shown there, all of them."""
    source = [finding("missing-image", "en/01-oil.md", PICTURE)]
    translated = [finding("missing-image", "he/01-oil.md", PICTURE, n) for n in (3, 9)]
    assert hindering([*source, *translated], ("en", "he")) == frozenset(source)


def test_a_book_of_one_language_shows_all() -> None:
    """Without a translation there is nothing else to look for."""
    assert hindering([finding("raw-html")], ("en",)) == frozenset()


# The command -----------------------------------------------------------------------------

BOTH_SIDES = {
    "content/en/01-oil.md": "# Oil\n\nAbout oil.\n\n<video>A</video> ![b](c.png)\n",
    "content/he/01-oil.md": (
        "# נפט\n\nעל הנפט.\n\n<video>א</video> ![ב](c.png)\n\n## עוד\n\nטקסט.\n"
    ),
}
COUNTED = (
    "and 4 places that hinder an edition, 4 of them errors: `check --all` or `build` shows them"
)


def test_the_check_lists_what_differs(project: ProjectMaker) -> None:
    """Plain `check` lists the comparison and counts the rest; the last line counts both."""
    done = run_diglot("check", "--project", project(BOTH_SIDES))
    assert done.status == 1
    assert re.findall(r" ([A-Z]\d{3}) ", done.out) == ["S104"]
    assert done.out.splitlines()[-2:] == [COUNTED, "5 errors, 0 warnings"]


def test_an_error_that_is_only_counted_is_one(project: ProjectMaker) -> None:
    """The status is 1 although nothing is listed, and nothing is built."""
    folder = project({n: t.partition("\n\n##")[0] + "\n" for n, t in BOTH_SIDES.items()})
    done = run_diglot("check", "--project", folder)
    assert (done.status, done.out.splitlines()) == (1, [COUNTED, "4 errors, 0 warnings"])
    done = run_diglot("build", "site", "--project", folder)
    assert (done.status, done.out.count("M507"), done.out.count("R304")) == (1, 2, 2)


@pytest.mark.parametrize("way", ["option", "setting"])
def test_all_is_listed_for_who_asks(project: ProjectMaker, way: str) -> None:
    """--all, or `check: {show: all}` in book.yaml, lists everything."""
    setting = {"content/book.yaml": "languages: [en, he]\ncheck: {show: all}\n"}
    folder = project(BOTH_SIDES | (setting if way == "setting" else {}))
    options = ("--all",) if way == "option" else ()
    done = run_diglot("check", *options, "--project", folder)
    assert sorted(re.findall(r" ([A-Z]\d{3}) ", done.out)) == [
        "M507",
        "M507",
        "R304",
        "R304",
        "S104",
    ]
    assert done.out.splitlines()[-1] == "5 errors, 0 warnings"
    assert "hinder" not in done.out


def test_reports_for_programs_have_everything(project: ProjectMaker) -> None:
    """JSON, SARIF and annotations hold what the text only counts."""
    folder = project(BOTH_SIDES)
    out = {
        form: run_diglot("check", "--format", form, "--project", folder).out
        for form in ("json", "sarif", "github")
    }
    assert len(json.loads(out["json"])["findings"]) == 5
    assert len(json.loads(out["sarif"])["runs"][0]["results"]) == 5
    assert out["github"].count("::error ") == 5


def test_findings_of_one_rule_and_of_some_files(project: ProjectMaker) -> None:
    """--rule takes a code or a name, --path a folder or a pattern, and the status follows them."""
    folder = project(BOTH_SIDES)

    def places(*options: str) -> list[str]:
        out = run_diglot("check", *options, "--project", folder).out
        return re.findall(r"^content/(\w\w)/01-oil.md:\d+:\d+: \w+ ([A-Z]\d{3})", out, re.MULTILINE)

    assert places("--rule", "R304") == [("en", "R304"), ("he", "R304")]
    assert places("--rule", "raw-html", "--path", "content/he") == [("he", "M507")]
    assert places("--all", "--path", "content/en/0*") == [("en", "M507"), ("en", "R304")]
    assert run_diglot("check", "--rule", "T602", "--project", folder).status == 0
    wrong = run_diglot("check", "--rule", "broken-lnk", "--project", folder)
    assert (wrong.status, "did you mean broken-link?" in wrong.err) == (2, True)


def shown_on_a_terminal(*arguments: str | Path) -> str:
    """Return what a command writes on a terminal."""
    main, other = pty.openpty()
    command = [sys.executable, str(ROOT / "build.py"), *map(str, arguments)]
    environment = {**os.environ, "TERM": "dumb", "COLUMNS": "200"}
    with subprocess.Popen(command, stdout=other, stderr=subprocess.DEVNULL, env=environment):
        os.close(other)
        return b"".join(_chunks(main)).decode()


def _chunks(terminal: int) -> Iterator[bytes]:
    try:
        while chunk := os.read(terminal, 4096):
            yield chunk
    except OSError:  # it has closed
        return


@pytest.mark.heavy
def test_a_terminal_is_not_flooded(project: ProjectMaker) -> None:
    """On a terminal twelve of one cause are shown, and all of them with --all."""
    links = "\n\n".join(f"[x{n}](/docs/{n})" for n in range(30))
    folder = project(
        {"content/he/02-gas.md": f"# גז\n\n{links}\n", "content/en/02-gas.md": "# Gas\n\nGas.\n"}
    )
    shown = shown_on_a_terminal("check", "--rule", "R301", "--project", folder)
    assert shown.count(" R301 broken-link: ") == 30
    shown = shown_on_a_terminal("check", "--project", folder)
    assert shown.count(" R301 broken-link: ") == 12
    assert re.search(r"30  R301 broken-link  .*\(12 shown\)", shown)
