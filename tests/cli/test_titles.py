"""Several books in one command: each is done whatever becomes of the others, and told at last."""

from __future__ import annotations

import json
import operator
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from diglot.cli.terminal import Terminal
from diglot.cli.titles.named import Title
from diglot.cli.titles.side_by_side import side_by_side
from support import ROOT, SOUND, OnceMaker, Run, run_diglot, run_process, write_project

pytestmark = pytest.mark.heavy

LOST = {"content/he/01-oil.md": "# נפט\n\nעל הנפט.\n"}
FINDING = "titles/lost/content/he/01-oil.md:3:1: error S103 missing-section:"


def fill(folder: Path) -> None:
    """Write a catalogue: two sound books, one that lacks a section, and a folder of none."""
    for name, files in (("alef", {}), ("bet", {}), ("lost", LOST)):
        write_project(folder / "titles" / name, SOUND | files)
    write_project(folder / "titles/pictures", {"logo.txt": "no book"})
    write_project(folder / "more/alef", SOUND)


@pytest.fixture(scope="module")
def catalogue(once: OnceMaker) -> Path:
    """Return the folder of the catalogue, whose books nobody builds or changes."""
    return once("catalogue", fill)


def names_in(folder: Path) -> list[str]:
    """Return the books of a catalogue as a shell puts them for titles/*/."""
    return sorted(f"titles/{path.name}/" for path in (folder / "titles").iterdir())


def check(folder: Path, *arguments: str) -> Run:
    """Return what the check of some books says, in two processes."""
    return run_diglot("check", "--jobs", "2", *arguments, cwd=folder)


def rows(done: str) -> dict[str, list[str]]:
    """Return the rows of the summary: by book, its result and the numbers of findings."""
    lines = (re.split(" {2,}", line) for line in done.splitlines() if "  " in line)
    return {cells[0]: cells[1:5] for cells in lines if len(cells) == 6}


def tree(folder: Path) -> dict[str, bytes]:
    """Return the files below a folder, by path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_several_books_are_checked(catalogue: Path) -> None:
    """Findings are under the paths of their books, then each book has its row, with the worst."""
    done = check(catalogue, *names_in(catalogue))
    assert done.status == 2
    assert FINDING in done.out
    assert "  source: titles/lost/content/en/01-oil.md:5:1 ## Price {#price}" in done.out
    assert "error: titles/pictures: " in done.err
    assert "there is no content/ folder" in done.err
    assert rows(done.out) == {
        "book": ["result", "errors", "warnings", "notes"],
        "titles/alef": ["sound", "0", "0", "0"],
        "titles/bet": ["sound", "0", "0", "0"],
        "titles/lost": ["errors", "1", "0", "0"],
        "titles/pictures": ["failed", "0", "0", "0"],
        "4 books": ["2 sound, 1 with errors, 1 failed", "1", "0", "0"],
    }


@pytest.mark.parametrize(
    ("books", "status"), [(("alef", "bet"), 0), (("alef", "lost"), 1), (("lost", "pictures"), 2)]
)
def test_the_status_is_the_worst(catalogue: Path, books: tuple[str, str], status: int) -> None:
    """0 where all are sound, 1 where one has errors, 2 where one could not be checked."""
    assert check(catalogue, *(f"titles/{name}" for name in books)).status == status


def test_programs_read_one_report(catalogue: Path) -> None:
    """Each report is one whole, on standard output alone, and each finding has its book."""
    books = [*names_in(catalogue), "--format"]
    report = json.loads(check(catalogue, *books, "json").out)
    assert report["summary"] == {"books": 4, "failed": 1, "errors": 1, "warnings": 0}
    assert [(b["project"], len(b.get("findings", "none"))) for b in report["books"]] == [
        ("titles/alef", 0),
        ("titles/bet", 0),
        ("titles/lost", 1),
        ("titles/pictures", 4),
    ]
    assert "no content/ folder" in report["books"][3]["error"]
    (run,) = json.loads(check(catalogue, *books, "sarif").out)["runs"]
    (place,) = [result["locations"][0]["physicalLocation"] for result in run["results"]]
    assert place["artifactLocation"]["uri"] == "titles/lost/content/he/01-oil.md"
    assert place["region"]["snippet"] == {"text": "על הנפט."}
    assert not run["invocations"][0]["executionSuccessful"]
    marks = check(catalogue, *books, "github").out
    assert "::error file=titles/lost/content/he/01-oil.md,line=3,col=1," in marks
    assert "::error::titles/pictures: " in marks
    text = check(catalogue, *books[:-1], "--output", str(catalogue / "all.txt"))
    assert FINDING not in text.out
    assert FINDING in (catalogue / "all.txt").read_text(encoding="utf-8")


def test_several_books_are_built(tmp_path: Path) -> None:
    """Each is what it is when it is built alone, and a second time nothing is made."""
    fill(tmp_path)
    order = ("build", *names_in(tmp_path), "site", "epub", "--jobs", "2")
    done = run_process(*order, cwd=tmp_path)
    assert done.status == 2
    assert FINDING in done.out
    said = rows(done.out)
    assert said["titles/alef"] == ["built: site, epub", "0", "0", "0"]
    assert said["titles/lost"] == ["not built", "1", "0", "0"]
    assert said["titles/pictures"][0] == "failed"
    built = tree(tmp_path / "titles/alef/build")
    assert "small-he.epub" in built
    shutil.rmtree(tmp_path / "titles/alef/build")
    alone = run_process("build", "site", "epub", "--no-cache", "titles/alef", cwd=tmp_path)
    assert alone.status == 0, alone.err
    assert tree(tmp_path / "titles/alef/build") == built
    assert not (tmp_path / "titles/lost/build").exists()
    again = rows(run_process(*order, cwd=tmp_path).out)
    assert again["titles/bet"] == ["unchanged: site, epub", "0", "0", "0"]


def test_pages_of_several_books(tmp_path: Path) -> None:
    """Processes that make pages take one book after another; --draft and --out hold for each."""
    fill(tmp_path)
    order = (
        "build",
        "titles/alef",
        "titles/lost",
        "pdf",
        "--lang",
        "he",
        "--draft",
        "--out",
        "out",
    )
    done = run_process(*order, "--jobs", "1", cwd=tmp_path)
    assert done.status == 1, done.err
    assert "titles/lost: This is a draft" in done.out
    assert [rows(done.out)[f"titles/{name}"][0] for name in ("alef", "lost")] == ["built: pdf"] * 2
    for name in ("alef", "lost"):
        assert (tmp_path / "out" / name / "small-he.pdf").read_bytes().startswith(b"%PDF")


def test_a_fault_in_one_book_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """What nobody foresaw stops no other book, and says that it is no fault of the author's."""
    titles = [Title(name, ROOT) for name in ("alef", "bet")]
    done = side_by_side(titles, operator.truediv, "Dividing", jobs=2, terminal=Terminal())
    assert [(one.title.name, one.outcome) for one in done] == [("alef", None), ("bet", None)]
    assert done[0].error.startswith("Diglot itself stopped: TypeError(")
    assert "--project alef" in done[0].error
    assert "Dividing 2 books" in capsys.readouterr().err


def test_a_folder_is_a_project(catalogue: Path) -> None:
    """One folder is the same as --project; named twice, a book is done once."""
    alone = check(catalogue, "titles/lost")
    assert alone.out == check(catalogue, "--project", "titles/lost").out
    assert "\ncontent/he/01-oil.md:3:1: error S103" in "\n" + alone.out
    twice = check(catalogue, "titles/lost", "titles/alef/../lost/")
    assert twice.out == alone.out
    assert "the same book as titles/lost" in twice.err


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("build nothing/*/", "nothing matches nothing/*/"),
        ("build titles/gimel", "there is no folder titles/gimel"),
        ("build pfd", "'pfd' is not one of 'site', 'epub', 'pdf'"),
        ("check titles/gimel", "there is no folder titles/gimel"),
        ("build titles/alef --project titles/bet", "not by both"),
        ("build titles/alef titles/bet --watch", "--watch is for one book, and here are 2"),
        ("build titles/alef titles/bet --open", "--open is for one book, and here are 2"),
        ("check titles/alef titles/bet --watch", "--watch is for one book"),
        ("check titles/alef titles/bet --format html --output x", "--format html is for one book"),
        ("build titles/alef more/alef --out x", 'two of the books are in a folder called "alef"'),
    ],
)
def test_what_cannot_be_is_refused(catalogue: Path, command: str, words: str) -> None:
    """A word that is neither format nor folder, and what makes no sense for several books."""
    done = run_diglot(*command.split(), cwd=catalogue)
    assert done.status == 2
    assert words in done.err


@pytest.mark.usefixtures("keyboard")
def test_ctrl_c_leaves_each_book_whole(tmp_path: Path) -> None:
    """What was not done by then is said, and no book is half built."""
    fill(tmp_path)
    command = [sys.executable, str(ROOT / "build.py"), *names_in(tmp_path), "pdf", "--jobs", "1"]
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        shown = process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        shown += process.stdout.read()
    assert process.returncode == 2, shown
    assert "Stopped: " in shown
    assert "Traceback" not in shown
    for build in tmp_path.glob("titles/*/build"):
        assert (build / "manifest.json").is_file()
