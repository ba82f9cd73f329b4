"""The package as people install it: the wheel holds all it needs and builds a book by itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

import diglot
from support import ROOT

pytestmark = pytest.mark.heavy

SOURCES = ("pyproject.toml", "README.md", "LICENSE", "diglot", "templates")
BOOK = {
    "book.yaml": "id: trade\n",
    "en/book.yaml": "title: Trade by Sea\ndate: 2026-03-01\n",
    "he/book.yaml": "title: מסחר ימי\ndate: 2026-03-01\n",
    "en/01-ports.md": "# Ports\n\nA port has *two* sides.\n\n## Haifa {#haifa}\n\nIt lies north.\n",
    "he/01-ports.md": "# נמלים\n\nלנמל *שני* צדדים.\n\n## חיפה {#haifa}\n\nהיא בצפון.\n",
    "en/02-ships.md": "# Ships\n\nSee [the port](01-ports.md#haifa).[^1]\n\n[^1]: A note.\n",
    "he/02-ships.md": "# אוניות\n\nראו [את הנמל](01-ports.md#haifa).[^1]\n\n[^1]: הערה.\n",
}


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command away from the checkout: nothing of it is on Python's path."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a wheel built from a copy of the sources."""
    source = tmp_path_factory.mktemp("source")
    for name in SOURCES:
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__", ".*")
            shutil.copytree(ROOT / name, source / name, ignore=ignored)
        else:
            shutil.copy(ROOT / name, source)
    done = run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", cwd=source)
    assert done.returncode == 0, done.stderr
    (built,) = (source / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installation(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the programs' folder of an environment where the wheel is installed.

    The dependencies are those of the running environment: a path file adds its
    packages, but not the checkout, as path files of added folders are not read.
    """
    folder = tmp_path_factory.mktemp("environment")
    made = run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder)
    assert made.returncode == 0, made.stderr
    base = {"base": str(folder), "platbase": str(folder)}
    packages = Path(sysconfig.get_path("purelib", "venv", vars=base))
    borrowed = sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
    (packages / "borrowed.pth").write_text("\n".join(borrowed), encoding="utf-8")
    programs = Path(sysconfig.get_path("scripts", "venv", vars=base))
    install = ("-m", "pip", "--python", programs / "python", "install")
    options = ("--no-deps", "--no-index", "--force-reinstall", "--quiet")
    done = run(sys.executable, *install, *options, wheel, cwd=folder)
    assert done.returncode == 0, done.stderr
    return programs


def test_wheel_holds_all_that_a_book_needs(wheel: Path) -> None:
    """Every template, style, font and catalogue is in the wheel, and every font's licence."""
    names = set(zipfile.ZipFile(wheel).namelist())
    templates = {
        f"diglot/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / "templates").rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.parts)
    }
    assert {Path(name).suffix for name in templates} >= {".css", ".html", ".woff2"}
    assert templates - names == set()
    catalogs = {path.relative_to(ROOT).as_posix() for path in (ROOT / "diglot").rglob("*.po")}
    assert "diglot/lang/he/diglot.po" in catalogs
    assert catalogs - names == set()
    information = f"diglot-{diglot.__version__}.dist-info/licenses"
    licences = {f"{information}/{path}" for path in ("LICENSE", *font_licences())}
    assert len(licences) > 1
    assert licences - names == set()


def font_licences() -> list[str]:
    """Return the licences that lie beside the fonts."""
    return [p.relative_to(ROOT).as_posix() for p in (ROOT / "templates/fonts").glob("OFL-*.txt")]


def test_wheel_holds_nothing_else(wheel: Path) -> None:
    """The wheel brings no module but `diglot` into an environment, and none of our caches."""
    names = zipfile.ZipFile(wheel).namelist()
    information = f"diglot-{diglot.__version__}.dist-info"
    assert {name.partition("/")[0] for name in names} == {"diglot", information}
    assert [name for name in names if "/." in name or "__pycache__" in name] == []


def test_installed_program_is_the_wheels(installation: Path, tmp_path: Path) -> None:
    """The environment imports what was installed into it, not the checkout."""
    where = "import diglot.cli.main; print(diglot.cli.main.__file__)"
    done = run(installation / "python", "-c", where, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.strip()).is_relative_to(installation.parent)


def test_installed_command_explains_itself(installation: Path, tmp_path: Path) -> None:
    """`diglot --help` names both commands, and `--version` the wheel's version."""
    done = run(installation / "diglot", "--help", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "build" in done.stdout
    assert "check" in done.stdout
    assert diglot.__version__ in run(installation / "diglot", "--version", cwd=tmp_path).stdout


def test_installed_command_builds_a_book(installation: Path, tmp_path: Path) -> None:
    """`diglot build` in a folder with content/ writes every edition into build/."""
    for name, text in BOOK.items():
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    done = run(installation / "diglot", "build", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    build = tmp_path / "build"
    forms = (".epub", ".pdf", "-print.pdf", "-cover.pdf")
    books = {f"trade-{tag}{form}" for tag in ("en", "he") for form in forms}
    assert {path.name for path in build.iterdir()} == {*books, "site", "manifest.json"}
    pages = {f"{tag}/{name}.html" for tag in ("en", "he") for name in ("01-ports", "02-ships")}
    assert [page for page in pages if not (build / "site" / page).is_file()] == []


def test_installed_command_passes_its_status_on(installation: Path, tmp_path: Path) -> None:
    """`diglot` in a folder without a book ends with status 2 and says what is missing."""
    done = run(installation / "diglot", "check", cwd=tmp_path)
    assert done.returncode == 2
    assert "content" in done.stderr
    assert "Traceback" not in done.stderr
