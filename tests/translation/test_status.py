"""`status`: how far the translation is, for people and for programs."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from support import ROOT, ProjectMaker, run_diglot, write_project

EN, HE = "content/en/01-oil.md", "content/he/01-oil.md"
TEXT_EN = (
    "# Oil\n\nAbout oil.\n\n## Price {#price}\n\nIt rose by 4%, a `lot`.\n\n"
    "## Routes {#routes}\n\nBy sea.\n\n## Pipes {#pipes}\n\nThree words more.\n\n"
    "## Wells {#wells}\n\nDeep.\n"
)
TEXT_HE = (
    "# נפט\n\nעל הנפט.\n\n## המחיר {#price}\n\nהוא עלה ב־4%, `lot`.\n\n"
    "## הדרכים {#routes}\n\nבים.\n\n## Pipes {#pipes .untranslated}\n\nNot yet.\n"
)
SECOND = {
    "content/en/02-gas.md": "# Gas\n\nTwo words.\n",
    "content/he/02-gas.md": "---\nstatus: untranslated\n---\n\n# Gas\n\nx\n",
}


@pytest.fixture
def half(project: ProjectMaker) -> Path:
    """Return a book with a section in every state: one accepted, one stale since."""
    folder = project({EN: TEXT_EN, HE: TEXT_HE, **SECOND})
    run_diglot("accept", "01-oil#", "01-oil#price", "--project", folder)
    write_project(folder, {EN: TEXT_EN.replace("rose by 4%", "fell by 4%")})
    return folder


def test_the_report_counts_every_state(half: Path) -> None:
    """JSON has each section with its state and words, and sums for chapters and book."""
    done = run_diglot("status", "--format", "json", "--project", half)
    report = json.loads(done.out)
    assert (done.status, report["version"], report["source"]) == (0, 1, "en")
    (hebrew,) = report["translations"]
    assert hebrew["language"] == "he"
    oil, gas = hebrew["chapters"]
    assert [(s["name"], s["state"], s["words"]) for s in oil["sections"]] == [
        ("01-oil#", "translated", 3),
        ("01-oil#price", "stale", 6),
        ("01-oil#routes", "unaccepted", 3),
        ("01-oil#pipes", "untranslated", 4),
        ("01-oil#wells", "missing", 2),
    ]
    assert oil["sections"][1]["changes"] == ["¶ It [-rose-] {+fell+} by 4%,"]
    assert oil["sections"][1]["translation"] == {"path": HE, "line": 5}
    assert "translation" not in oil["sections"][4]
    assert oil["summary"] == {
        "sections": 5,
        "translated": 1,
        "stale": 1,
        "unaccepted": 1,
        "untranslated": 1,
        "missing": 1,
        "words": 18,
        "words_left": 12,
        "percent": 33,
        "findings": {"error": 1, "warning": 2, "note": 0},
    }
    assert (gas["chapter"], gas["title"], gas["status"]) == ("02-gas", "Gas", "untranslated")
    assert [section["title"] for section in oil["sections"][:2]] == ["Oil", "Price"]
    assert [section["state"] for section in gas["sections"]] == ["untranslated"]
    assert hebrew["summary"]["words_left"] == 12 + 3
    assert hebrew["summary"]["chapters"] == 2


def test_without_a_terminal_the_table_is_plain(half: Path) -> None:
    """Columns are aligned with spaces, one line a chapter, the sums last."""
    done = run_diglot("status", "--project", half)
    title, head, *rows = done.out.splitlines()
    assert title == "en → he"
    assert head.split("  ")[0] == "chapter"
    assert [row.split() for row in rows] == [
        ["01-oil", "5", "1", "1", "1", "1", "1", "12", "1", "2"],
        ["02-gas", "untranslated", "1", "0", "0", "0", "1", "0", "3", "0", "0"],
        ["total", "6", "1", "1", "1", "2", "1", "15", "1", "2"],
    ]
    assert len({len(line) for line in (head, *rows)}) == 1


@pytest.mark.heavy
def test_on_a_terminal_the_table_has_rules(half: Path) -> None:
    """On a terminal the table is drawn, with the same numbers."""
    main, side = pty.openpty()
    command = [sys.executable, str(ROOT / "build.py"), "status", "--project", str(half)]
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "160"}
    subprocess.run(command, stdout=side, stderr=subprocess.DEVNULL, env=environment, check=True)
    os.close(side)
    shown = b""
    while chunk := _read(main):
        shown += chunk
    text = shown.decode()
    assert "─" in text
    assert "stubs" in text
    assert "02-gas" in text


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # the other side is closed and all has been read
        return b""


def test_what_may_be_missing_is_not_counted(project: ProjectMaker) -> None:
    """A section under parity.allow is no part of what is left to do."""
    allow = "id: small\nparity:\n  allow:\n    01-oil#price: no prices in Hebrew\n"
    files = {"content/he/01-oil.md": "# נפט\n\nעל הנפט.\n", "content/book.yaml": allow}
    done = run_diglot("status", "--format", "json", "--project", project(files))
    (hebrew,) = json.loads(done.out)["translations"]
    assert [s["name"] for s in hebrew["chapters"][0]["sections"]] == ["01-oil#"]
    assert hebrew["summary"]["missing"] == 0


@pytest.mark.parametrize(
    ("threshold", "status", "message"),
    [
        ("28", 0, []),
        (
            "29",
            1,
            [
                "he: 28% is translated and up to date, less than the 29% asked for",
                "  02-gas: 0%, 3 words left",
            ],
        ),
    ],
)
def test_a_threshold_is_held(half: Path, threshold: str, status: int, message: list[str]) -> None:
    """Below it the exit status is 1, and the language and its chapters that lack are named."""
    done = run_diglot("status", "--format", "json", "--threshold", threshold, "--project", half)
    assert done.status == status
    assert [line for line in done.err.splitlines() if "%" in line] == message
    assert json.loads(done.out)["translations"][0]["summary"]["percent"] == 28


def test_a_book_without_words_is_counted_by_sections(project: ProjectMaker) -> None:
    """Where the source has nothing but code, each section is as much as another."""
    code = "\n\n```\na\n```\n"
    files = {
        EN: f"# $x${code}\n## $y${code}",
        HE: f"# $x${code}\n## $y$ {{.untranslated}}{code}",
    }
    folder = project(files)
    done = run_diglot("status", "--format", "json", "--project", folder)
    summary = json.loads(done.out)["translations"][0]["summary"]
    assert (summary["words"], summary["percent"]) == (0, 50)


def test_what_has_no_words_in_a_language_or_no_place_is_refused(half: Path) -> None:
    """A language without words of the program, and a file that cannot be written, are named."""
    for arguments, message in (
        (("--html", "s.html", "--interface", "fr"), "the page has no words in that language"),
        (("--html", "no/such/s.html"), "name another file with --html"),
        (("--badge", "no/such/b.svg"), "name another file with --badge"),
        (("--threshold", "101"), "101 is not in the range 0<=x<=100"),
    ):
        done = run_diglot("status", *arguments, "--project", half, cwd=half)
        assert (done.status, message in done.err) == (2, True), done.err


def test_every_change_of_a_stale_section_can_be_seen(project: ProjectMaker) -> None:
    """The finding gives the first few changes and says how to see the rest; `status` gives all."""
    words = [f"word{number} and then more words follow here." for number in range(9)]
    en = "# Oil\n\n## Price {#price}\n\n" + "\n\n".join(words) + "\n"
    he = "# נפט\n\n## מחיר {#price}\n\n" + "\n\n".join("מילה ועוד מילים באות כאן." for _ in words)
    folder = project({"content/en/01-oil.md": en, "content/he/01-oil.md": f"{he}\n"})
    run_diglot("accept", "--all", "--project", folder)
    changed = en
    for number in range(9):
        changed = changed.replace(f"word{number} ", f"term{number} ")
    write_project(folder, {"content/en/01-oil.md": changed})
    assert (
        "all changes: status --changes 01-oil#price" in run_diglot("check", "--project", folder).out
    )
    shown = run_diglot("status", "--changes", "01-oil#price", "--project", folder).out
    assert shown.count("{+term") == 9
    nothing = run_diglot("status", "--changes", "01-oil#", "--project", folder).out
    assert "Nothing there has changed" in nothing
    refused = run_diglot("status", "--changes", "02-gas", "--project", folder)
    assert (refused.status, "no such chapter" in refused.err) == (2, True)
    both = run_diglot("status", "--changes", "01-oil", "--threshold", "9", "--project", folder)
    assert (both.status, "--changes goes with no other output" in both.err) == (2, True)
