"""The command as people type it: what it prints, what it leaves, how it exits."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from support import ROOT, SOUND, ProjectMaker, run_diglot, run_process, write_project

pytestmark = pytest.mark.heavy

MISSING = {"content/he/01-oil.md": "# נפט\n\nעל הנפט.\n"}


def test_a_sound_book_is_built(project: ProjectMaker) -> None:
    """Every edition is written, and each file is told with its size."""
    folder = project()
    done = run_process("--project", folder)
    assert done.status == 0, done.err
    names = ("small-en.epub", "small-he.epub", "small-en.pdf", "small-he.pdf", "site/index.html")
    for name in names:
        assert (folder / "build" / name).is_file()
        assert f"build/{name}" in done.out
    assert "Built in" in done.out


def test_what_was_kept_is_removed(project: ProjectMaker) -> None:
    """`clean` removes what runs have kept and nothing else; then there is nothing left."""
    folder = project()
    assert run_diglot("check", "--project", folder).status == 0
    before = {path for path in folder.rglob("*") if ".diglot" not in path.parts}
    done, again = (run_diglot("clean", "--project", folder) for _ in range(2))
    assert (done.status, again.status) == (0, 0)
    assert "Removed" in done.out + done.err
    assert "Nothing was kept" in again.out + again.err
    assert {path for path in folder.rglob("*") if ".diglot" not in path.parts} == before


def test_only_what_is_asked_for_is_built(project: ProjectMaker) -> None:
    """A format and a language narrow the build; what was there before stays."""
    folder = project()
    assert run_diglot("epub", "--lang", "he", "--project", folder).status == 0
    built = {path.name for path in (folder / "build").iterdir()}
    assert built == {"small-he.epub", "manifest.json"}
    assert run_diglot("build", "site", "--project", folder).status == 0
    built = {path.name for path in (folder / "build").iterdir()}
    assert built == {"small-he.epub", "site", "manifest.json"}


def test_errors_keep_editions_from_being_written(project: ProjectMaker) -> None:
    """With an error in the check nothing is written, and the status is 1."""
    folder = project(MISSING)
    done = run_diglot("--project", folder)
    assert done.status == 1
    assert "content/he/01-oil.md:3:1: error S103 missing-section:" in done.out
    assert "  source: content/en/01-oil.md:5:1 ## Price {#price}" in done.out
    assert "--draft" in done.out
    assert not (folder / "build").exists()


def test_errors_leave_the_former_build(project: ProjectMaker) -> None:
    """An earlier build is untouched by one that may not be written."""
    folder = project()
    assert run_diglot("epub", "--project", folder).status == 0
    before = (folder / "build/small-en.epub").read_bytes()
    write_project(folder, MISSING)
    assert run_diglot("epub", "--project", folder).status == 1
    assert (folder / "build/small-en.epub").read_bytes() == before


def test_a_draft_is_built_all_the_same(project: ProjectMaker) -> None:
    """--draft builds in spite of errors, says so, and keeps the status of the errors."""
    folder = project(MISSING)
    done = run_diglot("epub", "--draft", "--project", folder)
    assert done.status == 1
    assert "draft" in done.out
    assert (folder / "build/small-he.epub").is_file()


def test_the_check_speaks_json(project: ProjectMaker) -> None:
    """The report for programs follows its contract."""
    done = run_diglot("check", "--format", "json", "--project", project(MISSING))
    report = json.loads(done.out)
    assert done.status == 1
    assert {k: report[k] for k in ("version", "source", "translation", "summary")} == {
        "version": 1,
        "source": "en",
        "translation": "he",
        "summary": {"errors": 1, "warnings": 0, "chapters": 1, "sections": 1},
    }
    (finding,) = report["findings"]
    assert finding["counterpart"] == {"path": "content/en/01-oil.md", "line": 5, "column": 1}
    assert (finding["rule"], finding["code"], finding["severity"], finding["path"]) == (
        "missing-section",
        "S103",
        "error",
        "content/he/01-oil.md",
    )
    assert finding["message"]
    assert finding["hint"]


def test_a_report_goes_to_a_file(project: ProjectMaker, tmp_path: Path) -> None:
    """--output writes the report there and shows nothing of it."""
    target = tmp_path / "report.txt"
    done = run_diglot("check", "--output", target, "--project", project(MISSING))
    assert (done.status, done.out) == (1, "")
    assert "S103 missing-section" in target.read_text(encoding="utf-8")


def test_hebrew_in_findings_is_isolated(project: ProjectMaker) -> None:
    """Hebrew in a line of the report stands between isolates, so that the line does not jump."""
    files = {"content/he/01-oil.md": SOUND["content/he/01-oil.md"] + "\n## עוד\n\nטקסט.\n"}
    done = run_diglot("check", "--project", project(files))
    assert "\u2068" in done.out
    assert done.out.count("\u2068") == done.out.count("\u2069")


def test_an_allowed_section_is_no_finding(project: ProjectMaker) -> None:
    """A section listed under parity.allow may be missing."""
    allow = "id: small\nparity:\n  allow:\n    01-oil#price: no prices in Hebrew\n"
    done = run_diglot("check", "--project", project({**MISSING, "content/book.yaml": allow}))
    assert (done.status, done.out.strip()) == (0, "0 errors, 0 warnings")


def test_without_a_cache_nothing_is_kept(project: ProjectMaker) -> None:
    """--no-cache leaves no trace in the project but the output."""
    folder = project()
    assert run_diglot("epub", "--no-cache", "--project", folder).status == 0
    assert {path.name for path in folder.iterdir()} == {"content", "build"}


COULD_NOT_RUN = [
    # arguments, words of the message
    (("frob",), "is not one of 'site', 'epub', 'pdf'"),
    (("--frob",), "No such option"),
    (("check", "--format", "xml"), "is not one of"),
    (("--jobs", "0"), "is not in the range"),
    (("--lang", "fr"), 'the book has no language "fr", but en, he'),
    (("--project", "nowhere"), "there is no such folder"),
    (("epub", "--out", "content"), "holds other files"),
]


@pytest.mark.parametrize(("arguments", "words"), COULD_NOT_RUN)
def test_what_cannot_run_says_why(
    project: ProjectMaker, arguments: tuple[str, ...], words: str
) -> None:
    """A wrong argument is one clear message and the status 2, never a traceback."""
    folder = project()
    place = () if "--project" in arguments else ("--project", str(folder))
    done = run_diglot(*arguments, *place, cwd=folder)
    assert done.status == 2
    assert words in done.err
    assert "Traceback" not in done.err


def test_a_bad_build_date_is_refused(project: ProjectMaker) -> None:
    """SOURCE_DATE_EPOCH that is no number is an error that names it."""
    done = run_diglot("epub", "--project", project(), SOURCE_DATE_EPOCH="soon")
    assert done.status == 2
    assert "SOURCE_DATE_EPOCH is 'soon'" in done.err


def test_a_book_without_settings_says_what_it_assumes(tmp_path: Path) -> None:
    """Two folders of Markdown are a book; what was taken for granted is said."""
    files = {n: text for n, text in SOUND.items() if n.endswith(".md")}
    folder = write_project(tmp_path / "my-book", files)
    done = run_diglot("epub", "--project", folder)
    assert done.status == 0, done.err
    assert "assumed: no content/book.yaml" in done.err
    assert (folder / "build/my-book-he.epub").is_file()


def test_help_names_every_command_and_option() -> None:
    """--help lists the commands; each command's help lists its options."""
    done = run_process("--help")
    assert done.status == 0
    assert all(word in done.out for word in ("build", "check", "Exit status"))
    done = run_diglot("build", "--help")
    options = ("--project", "--out", "--lang", "--jobs", "--draft", "--no-cache")
    assert all(option in done.out for option in options)


def test_on_a_terminal_progress_moves(project: ProjectMaker) -> None:
    """On a terminal there is a bar that names what is done, and nothing goes wrong in it."""
    folder = project()
    main, other = pty.openpty()
    command = [sys.executable, str(ROOT / "build.py"), "epub", "--project", str(folder)]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    with subprocess.Popen(command, stdout=other, stderr=other, env=environment) as process:
        os.close(other)
        shown = b""
        while chunk := _read(main):
            shown += chunk
    text = shown.decode()
    assert process.returncode == 0, text
    assert "Building" in text
    assert "small-he.epub" in text
    assert "\x1b[" in text
    assert "Traceback" not in text


def _read(terminal: int) -> bytes:
    """Return what a terminal shows next; nothing when it has closed."""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""


@pytest.mark.usefixtures("keyboard")
def test_a_break_from_the_keyboard_is_quiet(project: ProjectMaker) -> None:
    """Ctrl-C stops the build with one line and status 2, and leaves nothing half-written."""
    files = {f"content/{tag}/0{n}-x.md": f"# {n}\n\nText.\n" for tag in ("en", "he") for n in "23"}
    folder = project(files)
    command = [sys.executable, str(ROOT / "build.py"), "pdf", "--project", str(folder)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    ) as process:
        assert process.stdout is not None
        shown = process.stdout.readline() + process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        shown += process.stdout.read()
    assert process.returncode == 2, shown
    assert "Stopped. Nothing was changed." in shown
    assert "Traceback" not in shown
    assert {path.name for path in folder.iterdir()} == {"content", ".diglot"}


def test_the_check_of_one_language(project: ProjectMaker) -> None:
    """With --lang only what is to be done in that language is listed and decides the status."""
    files = {"content/en/01-a.md": "# A\n\n[x](#no)\n", "content/he/01-a.md": "# א\n\n[ב](#no)\n"}
    folder = project(files)
    both = run_diglot("check", "--all", "--project", folder)
    assert (both.out.count("R301"), both.status) == (2, 1)
    hebrew = run_diglot("check", "--all", "--lang", "he", "--project", folder)
    assert (hebrew.out.count("content/he/01-a.md:3:5: error R301"), hebrew.status) == (1, 1)
    assert "content/en/01-a.md:3" not in hebrew.out
    (folder / "content/he/01-a.md").write_text("# א\n\n[ב](https://example.org)\n", "utf-8")
    assert "R301" not in run_diglot("check", "--lang", "he", "--project", folder).out
    assert run_diglot("check", "--lang", "fr", "--project", folder).status == 2
