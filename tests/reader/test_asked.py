"""What the citation processor is asked of a text, and what is kept of its answers."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest

from diglot.disk.cache import Cache
from diglot.reader.pandoc.calls import ReadingOptions, read_blocks
from diglot.reader.pandoc.works.asked import Asked
from diglot.reader.pandoc.works.citing import Works, with_citations

REFERENCES = """
@book{smith, author = {Smith, John}, title = {The Book}, date = {2019}}
@book{levi, author = {לוי, דנה}, title = {ספר}, date = {2020}, langid = {hebrew}}
"""
# Counts notes: a work that was cited before is named with the number of its note.
IN_NOTES = """<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
<info><title>x</title><id>x</id><updated>2026-01-01T00:00:00+00:00</updated></info>
<citation><layout suffix="." delimiter="; "><group delimiter=" "><names variable="author"/>
<text variable="first-reference-note-number" prefix="n. "/><text variable="locator"/></group>
</layout></citation>
<bibliography><layout><names variable="author"/></layout></bibliography></style>"""
TEXTS = {
    "words around": "# x\n\nNothing.\n\nSo [@smith, 5], and @levi.\n\nNothing *more*.\n",
    "notes around": "One^[first].\n\nSo [@smith].\n\n- two^[second]\n\nSo [@levi; @smith, 7].\n",
    "a citation in a note": "One.^[Like [@smith].]\n\nTwo.\n\nThree [@smith].\n\nFour.\n",
    "a heading at the end": "So [@smith].\n\nNothing.\n\n# Works\n",
    "a heading that cites": "# x\n\nNothing.\n\n# As @smith says\n\nNothing.\n",
    "a place for the works": "So [@smith].\n\n::: {#refs}\n:::\n\nNothing.\n\nSo [@levi].\n",
    "a place in a division": "So [@smith].\n\n::: x\n::: {#refs}\n:::\n:::\n\nNothing.\n",
    "a table and a quotation": "| a | b |\n|---|---|\n| [@smith] | c |\n\n> no\n\n> [@levi]\n",
    "an unknown work": "No.\n\nSo [@nobody].\n\nNo.\n",
}


def write(folder: Path, style: str) -> Works:
    """Write the files of the works, and return them."""
    (folder / "x.bib").write_text(REFERENCES, encoding="utf-8")
    (folder / "x.csl").write_text(style, encoding="utf-8")
    return Works((folder / "x.bib",), folder / "x.csl" if style else None)


@pytest.mark.parametrize("style", ["", IN_NOTES])
@pytest.mark.parametrize("name", TEXTS)
def test_what_cites_nothing_need_not_be_asked(tmp_path: Path, name: str, style: str) -> None:
    """The processor makes the same of the blocks that it is given as of the whole text."""
    works = write(tmp_path, style)
    text = read_blocks(TEXTS[name], ReadingOptions("en"))
    asked = Asked(text)
    answer = with_citations(deepcopy(asked.blocks), works, "en", "own")
    assert asked.answered(answer) == with_citations(deepcopy(text), works, "en", "own")


def test_answers_are_kept_until_something_else_is_asked(tmp_path: Path) -> None:
    """A paragraph that cites nothing is not asked about; a citation and a work's file are."""
    works = write(tmp_path, IN_NOTES)
    cache = Cache(tmp_path / "cache")
    how = ReadingOptions("he", works.files, works.style)

    def asked_after(text: str) -> int:
        assert read_blocks(text, how, cache) == read_blocks(text, how)
        return sum(key.startswith("citations-") for key, _ in cache.entries())

    text = "# x\n\nכך [@smith, p. 5].\n\nואין יותר.\n"
    assert asked_after(text) == 1
    assert asked_after(text + "\nועוד [אחד](x.md).\n") == 1
    assert asked_after(text + "\nועוד [@levi].\n") == 2
    (tmp_path / "x.bib").write_text(REFERENCES.replace("John", "Jane"), encoding="utf-8")
    assert asked_after(text) == 3
    assert asked_after(text.replace("ואין", "# כותרת\n\nואין")) == 3
