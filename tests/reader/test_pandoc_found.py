"""Which pandoc is started is found out once, until another may be."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.heavy

ASKS = """
import sys
from diglot.reader.pandoc.running import pandoc_version, program

print(program(), pandoc_version(), "pypandoc" in sys.modules)
"""


def found(folder: Path, **environment: str) -> tuple[str, str, bool]:
    """Return path and version of pandoc as a process finds them, and whether it had to look."""
    usual = {"PATH": f"{folder}/bin:/usr/bin:/bin", "HOME": str(folder)}
    done = subprocess.run(
        [sys.executable, "-c", ASKS],
        env={**os.environ, **usual, "XDG_CACHE_HOME": str(folder / "cache"), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    path, version, has_looked = done.stdout.split()
    return path, version, has_looked == "True"


def write_pandoc(path: Path, version: str) -> None:
    """Write a program that says it is pandoc."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho pandoc {version}\n")
    path.chmod(0o755)


def test_pandoc_is_looked_for_once(tmp_path: Path) -> None:
    """Another one that came, was replaced or has gone is noticed, and so is a damaged record."""
    brought, version, _ = found(tmp_path)
    assert found(tmp_path) == (brought, version, True), "nothing is kept where nothing was"
    (tmp_path / "cache" / "diglot").mkdir(parents=True)
    assert found(tmp_path) == (brought, version, True)
    assert found(tmp_path) == (brought, version, False)
    for kept in tmp_path.rglob("*.pandoc"):
        kept.write_bytes(kept.read_bytes()[:-1])
    assert found(tmp_path) == (brought, version, True)
    for place, told in (("bin", "pandoc"), (".bin", f"{tmp_path}/.bin/pandoc")):
        mine = tmp_path / place / "pandoc"
        for newer in ("99.1", "99.10"):
            write_pandoc(mine, newer)
            assert found(tmp_path) == (told, newer, True)
            assert found(tmp_path) == (told, newer, False)
        assert found(tmp_path, PYPANDOC_PANDOC=brought) == (brought, version, True)
        mine.unlink()
        assert found(tmp_path) == (brought, version, False)
