"""Formats: a book is made in all that the table holds, and no room but the makers names one."""

from __future__ import annotations

import ast
import json
import os
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

from diglot.core.formats import FORMATS
from diglot.run.building import makers
from support import ROOT, SOUND, ProjectMaker, Run, run_diglot

# All that a format needs: its line in the table, and a module that makes it.
LINE = 'Format("cards", "edition", "{id}-{language}-cards.txt", "to learn by", is_offered=True)'
MODULE = '''"""Cards to learn by: the titles of an edition's chapters."""

from diglot.run.building.work import Made, Work
from diglot.core.model import Edition
from diglot.core.walk import plain_text


def make(_work: Work, edition: Edition) -> Made:
    """Return a line a chapter."""
    return Made("".join(f"{plain_text(c.title)}\\n" for c in edition.chapters).encode())
'''
# As if both had been written where they belong.
WITH_CARDS = f"""
import sys
from diglot.core import formats
formats.FORMATS += (formats.{LINE},)
from diglot.run.building import makers
makers.__path__.append(sys.argv[1])
from diglot.cli.main import main
sys.exit(main(sys.argv[2:]))
"""


def run_with_cards(folder: Path, *arguments: str | Path) -> Run:
    """Run the command with one more format, whose module is in a folder."""
    (folder / "cards.py").write_text(MODULE, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", WITH_CARDS, str(folder), *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "80"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return Run(done.returncode, done.stdout, done.stderr)


@pytest.mark.heavy
def test_a_new_format_is_a_line_and_a_module(project: ProjectMaker, tmp_path: Path) -> None:
    """A format that is added is made, written, told of and offered, and settings know it."""
    settings = SOUND["content/book.yaml"] + "site: {downloads: [cards]}\n"
    folder, out = project({"content/book.yaml": settings}), tmp_path / "out"
    options = ("--jobs", "1", "--no-cache", "--project", folder, "--out", out)
    done = run_with_cards(tmp_path, "build", "cards", "site", *options)
    assert done.status == 0, done.err
    assert (out / "small-he-cards.txt").read_text(encoding="utf-8") == "נפט\n"
    assert f"{out}/small-en-cards.txt" in done.out
    files = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["files"]
    cards = {entry["path"]: entry["language"] for entry in files if entry["format"] == "cards"}
    assert cards == {"small-en-cards.txt": "en", "small-he-cards.txt": "he"}
    page = (out / "site/en/index.html").read_text(encoding="utf-8")
    assert '<a href="small-en-cards.txt" download="">CARDS</a>' in page
    assert (out / "site/en/small-en-cards.txt").is_file()


@pytest.mark.heavy
def test_the_help_lists_a_new_format(tmp_path: Path) -> None:
    """The help of the command names it, says what it is for and that it is usual."""
    done = run_with_cards(tmp_path, "build", "--help")
    words = " ".join(done.out.split())
    assert "booklet|cards]" in words
    assert "cards (to learn by)" in words
    assert "Without one, site, epub, pdf, print, cover, cards are made." in words


def test_a_website_offers_only_what_is_for_its_readers(project: ProjectMaker) -> None:
    """A format that no reader wants is refused at its line, with those that may stand there."""
    settings = SOUND["content/book.yaml"] + "site:\n  downloads: [epub, cover]\n"
    folder = project({"content/book.yaml": settings})
    done = run_diglot("check", "--project", folder)
    assert done.status == 2
    assert 'content/book.yaml:4:21: site.downloads.1: "cover" is none of the words' in done.err
    assert "'epub' or 'pdf'" in done.err


def test_each_format_has_a_module_of_its_name() -> None:
    """What is in the table can be made, and what can be made is in the table."""
    modules = {module.name for module in pkgutil.iter_modules(makers.__path__)}
    assert modules == {form.name for form in FORMATS}


def test_files_of_formats_never_meet() -> None:
    """Each format has files of its own, in each language."""
    languages = ("en", "he")
    paths = {form.path("book", tag) for form in FORMATS for tag in languages}
    per_edition = [form for form in FORMATS if form.made_of != "book"]
    assert len(paths) == len(FORMATS) + len(per_edition)


def test_only_the_table_and_the_makers_name_a_format() -> None:
    """No other room that deals with formats has the name of one in its code."""
    rooms = (
        "run/building/*.py",
        "render/**/*.py",
        "cli/main.py",
        "cli/terminal.py",
        "disk/output.py",
    )
    files = {path for room in (*rooms, "settings/site.py") for path in (ROOT / "diglot").glob(room)}
    # An ISBN is that of a medium, which has words in each language; a cover is a picture, too.
    files -= {ROOT / "diglot/render/apparatus/credits.py", ROOT / "diglot/render/drawn/cover.py"}
    assert len(files) > len(rooms)
    names = {form.name for form in FORMATS}
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.value!r}"
        for path in sorted(files)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in names
    ]
    assert found == []
