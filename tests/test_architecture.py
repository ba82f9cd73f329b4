"""The house stays as ARCHITECTURE.md draws it: who imports whom, how long, how pinned."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
import tinycss2

import build
from diglot.run.building.build import LAYING_OUT

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LONGEST_FILE_LINES = 400
MOST_MODULES = 16
ROOMS = ("diglot", "scripts", "templates", "tests", "build.py")
TEXT_SUFFIXES = (".css", ".html", ".jinja", ".js", ".opf", ".po", ".py", ".sh", ".xhtml", ".xml")
SIDES = re.compile(r"(?:^|-)(?:left|right)(?:-|$)")


def text_files(*names: str) -> Iterator[tuple[str, str]]:
    """Yield (path, text) of the code, templates and styles below some folders."""
    for name in names:
        start = ROOT / name
        for path in sorted(start.rglob("*")) if start.is_dir() else [start]:
            if path.suffix in TEXT_SUFFIXES:
                yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


@pytest.mark.heavy
def test_arrows_only_go_down() -> None:
    """No room imports from above, or from a room that it may not know."""
    # In a process of its own: the linter turns off every logger that there is.
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_files_can_be_read_in_one_sitting() -> None:
    """No module of the program is longer than 400 lines."""
    lengths = {path: text.count("\n") for path, text in text_files("diglot") if path.endswith("py")}
    assert lengths
    assert {path: n for path, n in lengths.items() if n > LONGEST_FILE_LINES} == {}


def test_no_room_is_a_hall() -> None:
    """No folder of the program has more modules than can be told at a glance."""
    modules = Counter(str(path.parent.relative_to(ROOT)) for path in ROOT.glob("diglot/**/*.py"))
    assert {room: count for room, count in modules.items() if count > MOST_MODULES} == {}


def test_modules_that_comments_name_are_there() -> None:
    """A comment or template that sends its reader to a module names one that exists."""
    named = {
        (path, name)
        for path, text in text_files("diglot", "scripts", "templates", "build.py")
        for name in re.findall(r"\b(?:diglot|tests|scripts)/[\w/]+\.py\b", text)
    }
    assert named
    assert {pair for pair in named if not (ROOT / pair[1]).is_file()} == set()


def test_words_of_a_language_are_in_its_folder() -> None:
    """No string of the program has a Hebrew word, but in the languages; comments show examples."""
    word = re.compile("[א-ת]{3}")
    found = [
        (path, node.lineno)
        for path, text in text_files("diglot")
        if path.endswith(".py") and word.search(text) and not path.startswith("diglot/lang/")
        for node in spoken_strings(ast.parse(text))
        if word.search(node.value)
    ]
    assert found == []


def spoken_strings(tree: ast.Module) -> Iterator[Any]:
    """Yield the strings of a module that are no docstrings."""
    remarks = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        is_string = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_string and id(node) not in remarks:
            yield node


def test_each_room_has_its_tests() -> None:
    """Every room with a folder has a folder of its name among the tests."""
    rooms = {path.parent.name for path in ROOT.glob("diglot/*/__init__.py")}
    assert len(rooms) > 15
    assert rooms - {path.parent.name for path in ROOT.glob("tests/*/test_*.py")} == set()


@pytest.mark.heavy
def test_workers_start_light() -> None:
    """A process that lays out pages loads neither settings nor templates, nor how to cut fonts."""
    code = f"import sys, diglot.__main__, {', '.join(LAYING_OUT)}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    loaded = set(done.stdout.decode().split())
    assert "diglot.writers.pdf.engine.layout" in loaded
    assert loaded.isdisjoint(("click", "rich", "pydantic", "jinja2", "babel", "yaml"))
    assert loaded.isdisjoint(("fontTools.subset", "fontTools.varLib"))


@pytest.mark.heavy
def test_help_starts_light() -> None:
    """`--help` loads neither the terminal's library nor any room that reads or compares books."""
    code = "import sys; from diglot.cli.main import main; main(['--help']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    loaded = set(done.stdout.decode().split())
    assert "diglot.cli.main" in loaded
    assert loaded.isdisjoint(("rich", "pydantic", "jinja2", "babel", "yaml", "weasyprint"))
    ours = {name.split(".")[1] for name in loaded if name.startswith("diglot.")}
    assert ours == {"cli", "core", "work"}
    assert {name for name in loaded if name.startswith("diglot.work.")} == {
        "diglot.work.collecting"
    }


def test_nothing_is_left_undone() -> None:
    """No file of ours carries a mark for work put off."""
    marks = re.compile("|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")))
    found = [path for path, text in text_files(*ROOMS) if marks.search(text)]
    assert found == []


# Packages ----------------------------------------------------------------------------


def normal_name(name: str) -> str:
    """Return a package's name as registries compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def required_names() -> set[str]:
    """Return the packages that pyproject.toml asks for."""
    found = [re.match(r"[\w.-]+", line) for line in PROJECT["project"]["dependencies"]]
    return {normal_name(match[0]) for match in found if match}


def locked(name: str) -> dict[str, str]:
    """Return the packages of a lock file and their versions."""
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    pins = re.findall(r"^([\w.-]+)==([^\s;\\]+)", text, re.MULTILINE)
    return {normal_name(package): version for package, version in pins}


@pytest.mark.parametrize("name", ["run.lock", "dev.lock"])
def test_locks_say_what_and_never_where(name: str) -> None:
    """A lock holds versions and hashes, and no address of a registry."""
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text
    assert text.count("==") <= text.count("--hash=sha256:")


def test_every_dependency_is_locked() -> None:
    """What pyproject.toml asks for stands in run.lock."""
    assert required_names() - set(locked("run.lock")) == set()


def test_tests_run_with_the_versions_that_build_books() -> None:
    """dev.lock holds everything of run.lock, at the same versions."""
    run, dev = locked("run.lock"), locked("dev.lock")
    assert {name: dev.get(name) for name in run} == run


def test_front_door_asks_for_every_dependency() -> None:
    """build.py looks for each package that pyproject.toml asks for, under its import name."""
    distributions = packages_distributions()
    asked = {normal_name(name) for package in build.PACKAGES for name in distributions[package]}
    # A namespace may be shared by several packages, so `asked` may hold more.
    assert required_names() - asked == set()


# Styles ------------------------------------------------------------------------------


def physical_sides(css: str) -> list[tuple[int, str]]:
    """Return (line, word) where a style names left or right outside a page box."""
    return list(_in_rules(tinycss2.parse_stylesheet(css, skip_comments=True)))


def _in_rules(rules: list[object]) -> Iterator[tuple[int, str]]:
    for rule in rules:
        match rule:
            case tinycss2.ast.AtRule(lower_at_keyword="page"):
                continue
            case (
                tinycss2.ast.AtRule(content=[*content])
                | tinycss2.ast.QualifiedRule(content=[*content])
            ):
                yield from _in_rules(tinycss2.parse_blocks_contents(content, skip_comments=True))
            case tinycss2.ast.Declaration(lower_name=name, value=value, source_line=line):
                words = [name, *(v.lower_value for v in value if v.type == "ident")]
                yield from ((line, word) for word in words if SIDES.search(word))


@pytest.mark.parametrize(
    ("css", "words"),
    [
        ("p { margin-left: 1em }", ["margin-left"]),
        ("@media print { p { text-align: right } }", ["right"]),
        ("p { b { float: left } }", ["left"]),
        ("p { left: 0; border-top-right-radius: 0 }", ["left", "border-top-right-radius"]),
        ("@page :left { margin-right: 1in; @bottom-left { text-align: left } }", []),
        ("p { margin-inline-start: 1em; content: 'left' } .copyright { color: red }", []),
    ],
)
def test_the_search_for_sides_finds_them(css: str, words: list[str]) -> None:
    """Sides are found in names and values, at any depth, and not in page boxes or strings."""
    assert [word for _, word in physical_sides(css)] == words


def test_styles_hold_in_both_directions() -> None:
    """No stylesheet says left or right where start and end are meant."""
    sheets = [(path, text) for path, text in text_files("templates") if ".css" in path]
    assert sheets
    found = [
        f"{path}:{line} {word}" for path, text in sheets for line, word in physical_sides(text)
    ]
    assert found == []


def test_templates_carry_no_sides() -> None:
    """No template sets a side by itself, in a style or an align attribute."""
    side = re.compile(r"""(?:style|align)\s*=\s*["'][^"']*\b(?:left|right)\b""")
    found = [path for path, text in text_files("templates") if side.search(text)]
    assert found == []
