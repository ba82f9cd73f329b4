"""Style sheets are parsed once for a user, and pages are set by them as if they had just been."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import tinycss2

from diglot.disk.cache import Cache
from diglot.disk.files import Files
from diglot.disk.states import file_state
from diglot.writers.pdf import style_sheets
from diglot.writers.pdf.engine import layout
from diglot.writers.pdf.engine.layout import LayoutError, LayoutJob, lay_out
from patching import counted
from support import ROOT

pytestmark = pytest.mark.heavy

SHEET = """@page { size: 200px; margin: 20px; @top-left { content: string(title) counter(page) } }
@page :first { margin-top: 40px }
@font-face { font-family: "Own"; src: url(../fonts/Own.woff2) }
@counter-style stars { system: cyclic; symbols: "*" "**"; suffix: " " }
@layer low, high; @layer high { p { color: #123456 } } @layer low { p { color: red } }
:root { --space: 5px } h1 { string-set: title content(); font: bold 20px Own }
p:nth-child(odd) > b, p:not(.x) ~ p i::after { content: "!" attr(title); padding: var(--space) }
ol { list-style: stars } [lang|=he] { direction: rtl } a[href^="#"]::before { content: "+" }
@media print { .x { break-before: page } } @media screen { .x { display: none } }"""
PAGE = """<!DOCTYPE html><html lang="en"><head><title>x</title></head><body><h1 id="a">One</h1>
<p>To <b title="1">be</b></p><p class="x">or <i title="2">not</i> <a href="#a">to</a></p>
<ol><li>be</li><li>that</li></ol><table border="1"><tr><td align="right">is</td></tr></table>
</body></html>"""
FONT = ROOT / "templates/fonts/SourceSerif4-Regular.woff2"

DRAWS = f"""
import sys
from pathlib import Path
import tinycss2

parse, parsed = tinycss2.parse_blocks_contents, []
tinycss2.parse_blocks_contents = lambda *given: parsed.append(given) or parse(*given)
if "plain" in sys.argv:
    import weasyprint
from diglot.disk.files import Files
from diglot.disk.states import file_state
from diglot.writers.pdf.engine.layout import LayoutJob, lay_out

font = Path({str(FONT)!r})
files = Files.of([("templates/fonts/Own.woff2", file_state(font), font)])
pages = lay_out(LayoutJob("a", {PAGE!r}, {SHEET!r}, files))
sys.stdout.buffer.write(pages.to_bytes())
sys.stderr.write(str(len(parsed)))
"""


def drawn(kept: Path, *arguments: str) -> tuple[bytes, int]:
    """Return pages that a process of its own makes, and how many rules it parses for them."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(kept)}
    environment.pop("PYTHONDONTWRITEBYTECODE", "")
    command = [sys.executable, "-c", DRAWS, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, check=True)
    return done.stdout, int(done.stderr)


def test_sheets_are_parsed_once(tmp_path: Path) -> None:
    """The second process parses no rule; what is damaged is parsed again."""
    pages, all_of_them = drawn(tmp_path, "plain")
    assert all_of_them > 100, "WeasyPrint has few rules itself: `style_sheets` can go"
    assert drawn(tmp_path) == (pages, all_of_them)
    assert [*tmp_path.iterdir()] == []  # where nothing is kept, neither is this
    (tmp_path / "diglot").mkdir()
    assert drawn(tmp_path) == (pages, all_of_them)
    assert drawn(tmp_path) == (pages, 0)
    kept = sorted(tmp_path.rglob("*.sheet"))
    assert len(kept) == 2, "WeasyPrint's own, and that of the job"
    for file in kept:
        file.write_bytes(file.read_bytes()[:-1])
    assert drawn(tmp_path) == (pages, all_of_them)
    assert drawn(tmp_path) == (pages, 0)


@pytest.fixture
def parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that grows with each rule; the user's cache is a folder of the test."""
    monkeypatch.setattr(style_sheets, "user_cache", lambda: Cache(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return counted(monkeypatch, tinycss2, "parse_blocks_contents")


def test_a_warning_is_heard_each_time(parsed: list[str]) -> None:
    """A sheet that WeasyPrint warns of is wrong in every process that lays out by it."""
    job = LayoutJob("a", PAGE, f"{SHEET.partition('@font-face')[0]} p {{ colour: red }}")
    for _ in range(2):
        layout._style.cache_clear()
        parsed.clear()
        with pytest.raises(LayoutError, match="colour"):
            lay_out(job)
        assert parsed


def test_a_sheet_is_parsed_again_with_what_it_imports(tmp_path: Path, parsed: list[str]) -> None:
    """Of two sheets with the same words, one that imports another is another."""
    imported = tmp_path / "more.css"
    found = []
    for size in ("8px", "8px", "300px", "8px"):
        imported.write_text(f"p {{ font-size: {size} }}")
        files = Files.of([("templates/styles/more.css", file_state(imported), imported)])
        layout._style.cache_clear()
        parsed.clear()
        pages = lay_out(LayoutJob("a", PAGE, '@import "more.css";', files))
        found.append((pages.count > 1, bool(parsed)))
    assert found == [(False, True), (False, False), (True, True), (False, False)]
