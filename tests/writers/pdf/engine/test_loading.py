"""WeasyPrint as a worker loads it: what it seldom calls is there when it is called."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pyphen
import pytest

from diglot.disk import cache
from diglot.disk.cache import NO_CACHE, Cache, using
from diglot.writers.pdf.hyphens import read_hyphens_once
from patching import counted

pytestmark = pytest.mark.heavy

WORDS = ("hyphenation", "Donaudampfschifffahrt", "representative", "Silbentrennung")

CALLS = """
import sys
import diglot.writers.pdf.loading
from weasyprint.pdf import fonts

assert "fontTools.subset" not in sys.modules
options = fonts.subset.Options()
from fontTools.subset import Options
assert type(options) is Options
try:
    fonts.instantiateVariableFont()
except TypeError as error:
    print(error)
"""


def test_what_is_put_off_is_loaded_by_its_first_call() -> None:
    """WeasyPrint cuts fonts by fontTools' own functions, which are loaded where it calls them."""
    done = subprocess.run([sys.executable, "-c", CALLS], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("instantiateVariableFont() missing")


DRAWS = """
import sys
if "plain" in sys.argv:
    import weasyprint
import diglot.writers.pdf.loading
from diglot.writers.pdf.engine.layout import LayoutJob, lay_out
from weasyprint.text.ffi import ffi, harfbuzz, pango

pages = lay_out(LayoutJob("a", "<html lang=en><p>To <b>be</b> <i>or</i> not.", "p { width: 1cm }"))
assert ffi.typeof("PangoRectangle *") is ffi.typeof("PangoRectangle *")
assert harfbuzz.hb_font_get_nominal_glyph and pango.pango_layout_new
sys.stdout.buffer.write(pages.to_bytes())
sys.stderr.write(str("pycparser" in sys.modules))
"""


def drawn(kept: Path, *arguments: str) -> tuple[bytes, str]:
    """Return pages, and whether declarations were read to draw them."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(kept)}
    environment.pop("PYTHONDONTWRITEBYTECODE", "")
    command = [sys.executable, "-c", DRAWS, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, check=True)
    return done.stdout, done.stderr.decode()


def test_declarations_are_read_once(tmp_path: Path) -> None:
    """The second time they are as cffi wrote them down; what is damaged is read again."""
    pages, _ = drawn(tmp_path, "plain")
    assert drawn(tmp_path) == (pages, "True")
    assert [*tmp_path.iterdir()] == []  # where nothing is kept, neither is this
    (tmp_path / "diglot").mkdir()
    assert drawn(tmp_path) == (pages, "True")
    assert drawn(tmp_path) == (pages, "False")
    (kept,) = tmp_path.rglob("*.declared")
    kept.write_bytes(kept.read_bytes()[:-1])
    assert drawn(tmp_path) == (pages, "True")
    assert drawn(tmp_path) == (pages, "False")


def test_patterns_of_words_are_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words are divided as pyphen divides them, by what was kept; what is damaged is read again."""
    monkeypatch.setattr(cache, "_of_machine", lambda: Cache(tmp_path / "machine"))
    read_hyphens_once()
    read = counted(monkeypatch, pyphen, "parse")

    def divided(language: str, kept: Cache) -> tuple[list[tuple[str, str]], bool]:
        """Return how words are divided, and whether patterns were read for it."""
        read.clear()
        with using(kept):
            patterns = pyphen.Pyphen(lang=language, cache=False)
        return [ends for word in WORDS for ends in patterns.iterate(word)], len(read) > 1000

    here = Cache(tmp_path / "book")
    for language in ("en", "en_US", "de"):
        with monkeypatch.context() as alone:
            alone.setattr(pyphen, "HyphDict", pyphen.HyphDict.__base__)
            plain, _ = divided(language, here)
        assert len(plain) > len(WORDS)
        assert divided(language, NO_CACHE) == (plain, True)
        assert divided(language, here) == (plain, True)
        assert divided(language, Cache(tmp_path / "other")) == (plain, False)
    for kept in tmp_path.rglob("*.hyphens"):
        kept.write_bytes(kept.read_bytes()[:-1])
    assert divided("de", here) == (plain, True)
    assert divided("de", here) == (plain, False)


def test_words_that_are_spelled_otherwise_are_read_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a word that is divided has other letters, as in Hungarian, nothing is kept."""
    monkeypatch.setattr(cache, "_of_machine", lambda: Cache(tmp_path))
    read_hyphens_once()
    with using(Cache(tmp_path)):
        twice = [pyphen.Pyphen(lang="hu", cache=False).inserted("asszonnyal") for _ in "12"]
    assert twice == ["asz-szony-nyal"] * 2
    assert not [*tmp_path.rglob("*.hyphens")]
