"""Fonts packed as WOFF2, unpacked once."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont, woff2

from diglot.disk import cache
from diglot.disk.cache import NO_CACHE, Cache, using
from diglot.disk.template_files import builtin_templates, find_file
from diglot.fonts.packed import unpacked_font

FONT = find_file([builtin_templates()], "fonts/FrankRuhlLibre-Regular.woff2")
PLAIN = find_file([builtin_templates()], "fonts/EzraSIL-Regular.ttf")


def unpacked(content: bytes, kept: Cache) -> bytes:
    """Return a font as a build that keeps its results in a cache has it."""
    with using(kept):
        return unpacked_font(content)


def test_a_packed_font_comes_out_whole(tmp_path: Path) -> None:
    """All that the packed font has is in the plain one."""
    with (
        TTFont(FONT) as packed,
        TTFont(io.BytesIO(unpacked(FONT.read_bytes(), Cache(tmp_path)))) as plain,
    ):
        assert plain.flavor is None
        assert plain.getBestCmap() == packed.getBestCmap()
        assert plain.getGlyphOrder() == packed.getGlyphOrder()
    assert unpacked(PLAIN.read_bytes(), Cache(tmp_path)) == PLAIN.read_bytes()


def test_it_is_unpacked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time it is read from the machine's cache; what is damaged there is made anew."""
    monkeypatch.setattr(cache, "_of_machine", lambda: Cache(tmp_path / "machine"))
    done = []
    original = woff2.decompress
    monkeypatch.setattr(woff2, "decompress", lambda *files: (done.append(files), original(*files)))

    def in_another_process(kept: Cache) -> bytes:
        unpacked_font.cache_clear()
        return unpacked(FONT.read_bytes(), kept)

    first = in_another_process(Cache(tmp_path / "one"))
    assert in_another_process(Cache(tmp_path / "other")) == first
    assert len(done) == 1
    (kept,) = (path for path in tmp_path.rglob("*") if path.is_file())
    kept.write_bytes(kept.read_bytes()[:-1])
    assert in_another_process(Cache(tmp_path / "one")) == first
    assert in_another_process(NO_CACHE) == first
    assert len(done) == 3
    assert unpacked(FONT.read_bytes(), NO_CACHE) == first
    assert len(done) == 3
