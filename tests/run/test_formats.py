"""Formats: a book is made in all that the table holds, and no room but the makers names one."""

from __future__ import annotations

import ast
import json
import os
import pkgutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from diglot.core.formats import FORMATS
from diglot.run.building import makers
from support import ROOT, SOUND, ProjectMaker, Run, run_diglot

# All that a format needs, here one of each substance: its line in the table, and a module.
CARDS = 'Format("cards", "edition", "{id}-{language}-cards.txt", "to learn by", is_offered=True)'
PAIRS = 'Format("pairs", "book", "{id}-pairs.tsv", "both languages", is_offered=True)'
SLIDES = 'Format("slides", "book", "slides/")'
FEET = 'Format("feet", "pages", "{id}-{language}-feet.txt", is_usual=False)'
YARDS = 'Format("yards", "all pages", "{id}-yards.txt", is_usual=False)'
LINES = (CARDS, PAIRS, SLIDES, FEET, YARDS)
ROOMS = {
    "cards": "edition",
    "pairs": "book",
    "slides": "book",
    "feet": "pages",
    "yards": "all_pages",
}
MODULES = {
    "cards": '''"""Cards to learn by: the titles of an edition's chapters."""

from diglot.core.walk import plain_text
from diglot.run.building.work import Made


def make(work, edition):
    """Return a line a chapter."""
    return Made("".join(f"{plain_text(c.title)}\\n" for c in edition.chapters).encode())
''',
    "pairs": '''"""Pairs: the titles of chapters beside those of their counterparts."""

from diglot.core.walk import plain_text
from diglot.run.building.work import Made


def make(work):
    """Return a row a chapter of each translation."""
    rows = [
        f"{language}\\t{plain_text(pair.source.title)}\\t{plain_text(pair.translation.title)}\\n"
        for language, alignment in work.checked.bitext.alignments.items()
        for pair in alignment.chapters
    ]
    return Made("".join(rows).encode())
''',
    "slides": '''"""Slides: a folder with a page a language."""


def make(work, folder):
    """Write the first of them, and the others at the end."""
    folder.write([("index.html", b"<p>Slides</p>")])
    others = [(f"{edition.language}.html", b"") for edition in work.editions]
    return lambda: folder.write(others)
''',
    "feet": '''"""Feet: how many pages an edition has."""

from diglot.run.building.work import Made


def make(work, laid_out):
    """Return the number."""
    return Made(f"{laid_out.language} {laid_out.book.pages}\\n".encode(), laid_out.book.pages)
''',
    "yards": '''"""Yards: how many pages all editions have."""

from diglot.run.building.work import Made


def make(work, pages):
    """Return the numbers."""
    return Made(" ".join(str(laid_out.book.pages) for laid_out in pages).encode())
''',
}
# As if all that had been written where it belongs.
WITH_MORE = f"""
import sys
from importlib import import_module
from diglot.core import formats
from diglot.core.formats import Format
formats.FORMATS += ({", ".join(LINES)},)
from diglot.run.building import makers
for room in ("book", "edition", "pages", "all_pages"):
    import_module(makers.__name__ + "." + room).__path__.append(sys.argv[1] + "/" + room)
from diglot.cli.main import main
sys.exit(main(sys.argv[2:]))
"""


def run_with_more(folder: Path, *arguments: str | Path) -> Run:
    """Run the command with more formats, whose modules are put into a folder."""
    for name, module in MODULES.items():
        (room := folder / ROOMS[name]).mkdir(exist_ok=True)
        (room / f"{name}.py").write_text(module, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", WITH_MORE, str(folder), *map(str, arguments)],
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
    """Formats that are added are made, written, told of and offered, whatever they are made of."""
    settings = SOUND["content/book.yaml"] + "site: {downloads: [cards, pairs]}\n"
    folder, out = project({"content/book.yaml": settings}), tmp_path / "out"
    options = ("--jobs", "1", "--no-cache", "--project", folder, "--out", out)
    done = run_with_more(tmp_path, "build", *MODULES, "site", *options)
    assert done.status == 0, done.err
    made = {
        "small-en-cards.txt": ("cards", "en", "Oil\n"),
        "small-he-cards.txt": ("cards", "he", "נפט\n"),
        "small-pairs.tsv": ("pairs", "", "he\tOil\tנפט\n"),
        "slides/index.html": ("slides", "", "<p>Slides</p>"),
        "slides/en.html": ("slides", "", ""),
        "slides/he.html": ("slides", "", ""),
    }
    files = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["files"]
    entries = {entry["path"]: entry for entry in files}
    for path, (name, language, content) in made.items():
        assert (out / path).read_text(encoding="utf-8") == content
        assert entries[path]["format"] == name
        assert entries[path].get("language", "") == language
    for tag in ("en", "he"):
        pages = entries[f"small-{tag}-feet.txt"]["pages"]
        assert (out / f"small-{tag}-feet.txt").read_text() == f"{tag} {pages}\n"
    counts = [entries[f"small-{tag}-feet.txt"]["pages"] for tag in ("en", "he")]
    assert (out / "small-yards.txt").read_text() == f"{counts[0]} {counts[1]}"
    told = done.out.split()
    assert {f"{out}/{path}" for path in entries if "/" not in path} <= {*told}
    assert f"{out}/slides/index.html" in told
    page = (out / "site/en/index.html").read_text(encoding="utf-8")
    for path, label in (("small-en-cards.txt", "CARDS"), ("small-pairs.tsv", "PAIRS")):
        assert f'<a href="{path}" download="">{label}</a>' in page
        assert (out / "site/en" / path).is_file()


@pytest.mark.heavy
def test_the_help_lists_a_new_format(tmp_path: Path) -> None:
    """The help of the command names it, says what it is for and whether it is usual."""
    done = run_with_more(tmp_path, "build", "--help")
    words = " ".join(done.out.split())
    assert "cards (to learn by), pairs (both languages), slides, feet, yards." in words
    assert "Without any, site, epub, pdf, print, cover, cards, pairs, slides are made." in words


def test_a_website_offers_only_what_is_for_its_readers(project: ProjectMaker) -> None:
    """A format that no reader wants is refused at its line, with those that may stand there."""
    settings = SOUND["content/book.yaml"] + "site:\n  downloads: [epub, cover]\n"
    folder = project({"content/book.yaml": settings})
    done = run_diglot("check", "--project", folder)
    assert done.status == 2
    assert 'content/book.yaml:4:21: site.downloads.1: "cover" is not one of the words' in done.err
    assert "'epub' or 'pdf'" in done.err


def test_each_format_has_a_module_of_its_name() -> None:
    """What is in the table can be made, and what can be made is in the table."""
    modules = {
        module.name
        for room in pkgutil.iter_modules(makers.__path__, f"{makers.__name__}.")
        for module in pkgutil.iter_modules(import_module(room.name).__path__, f"{room.name}.")
    }
    assert modules == {
        f"{makers.__name__}.{form.made_of}.{form.name}".replace(" ", "_").replace("-", "_")
        for form in FORMATS
    }


def test_files_of_formats_never_meet() -> None:
    """Each format has files of its own, in each language."""
    languages = ("en", "he")
    paths = {form.path("book", tag) for form in FORMATS for tag in languages}
    per_edition = [form for form in FORMATS if form.is_of_one_language]
    assert len(paths) == len(FORMATS) + len(per_edition)


# What is called as a format is, and is something else. By module: the words, and what they are.
OTHER_MEANINGS = {
    "config.py": {"print": "a key of book.yaml"},
    "core/imprint.py": {"print": "what has an ISBN", "epub": "likewise", "pdf": "likewise"},
    "settings/forms/bilingual.py": {"bilingual": "a key of book.yaml"},
    "source/conditions.py": {"epub": "Quarto's name", "pdf": "Quarto's name"},
    "source/foreign/layout.py": {"pdf": "a name for TeX"},
    "source/meant/sides/shortcodes.py": {"columns": "a block of GitBook"},
    "settings/imprint.py": {"print": "what has an ISBN", "epub": "likewise", "pdf": "likewise"},
    "render/apparatus/credits.py": {"print": "what has an ISBN", "epub": "too", "pdf": "too"},
    "render/drawn/cover.py": {"cover": "a picture"},
    "writers/site/pages.py": {"cover": "a picture"},
    "writers/epub/__init__.py": {"epub": "a function"},
    "writers/epub/bilingual.py": {"cover": "a page of the e-book"},
    "writers/epub/edition.py": {"cover": "a page of the e-book"},
    "writers/pdf/identity.py": {"pdf": "a namespace"},
    "writers/pdf/press/cover.py": {"bilingual": "a picture"},
}


def test_only_the_table_and_the_makers_name_a_format() -> None:
    """No other module of the package has the name of a format in its code."""
    package = ROOT / "diglot"
    names = {form.name for form in FORMATS}
    found: dict[str, set[str]] = {}
    for path in sorted(package.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and node.value in names:
                found.setdefault(path.relative_to(package).as_posix(), set()).add(node.value)
    del found["core/formats.py"]
    assert found == {path: set(words) for path, words in OTHER_MEANINGS.items()}
