"""Parts of a small book as markup for one target, for tests that look at a piece of it."""

from __future__ import annotations

import re
from pathlib import Path

from msgspec.structs import replace

from diglot.core.model import Block, Inline, Paragraph
from diglot.lang.locales import load_locale
from diglot.render.chapters import RenderedChapter, Renderer
from diglot.render.target import BROWSER, PAPER, READING_SYSTEM, Target
from editions import HERE, make_book

ABILITIES = {"site": BROWSER, "epub": READING_SYSTEM, "pdf": PAPER}


def target(name: str, **changes: object) -> Target:
    """Return a target with addresses that show what they were asked for."""
    plain = Target(
        ABILITIES[name],
        href=lambda place, chapter: f"{chapter}>{place.chapter}/{place.id}",
        image_url=lambda asset: f"img:{asset.name}",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # fields of Target


def render(
    tmp_path: Path, language: str, chapter: str, name: str = "site", **changes: object
) -> RenderedChapter:
    """Return a chapter of the test book as it is rendered."""
    edition = next(e for e in make_book(tmp_path).editions if e.language == language)
    found = next(c for c in edition.chapters if c.name == chapter)
    return Renderer(edition, load_locale(language), target(name, **changes)).chapter(found)


def render_blocks(
    tmp_path: Path, *blocks: Block, language: str = "en", name: str = "site", **changes: object
) -> str:
    """Return some blocks as the body of a chapter."""
    edition = next(e for e in make_book(tmp_path).editions if e.language == language)
    chapter = replace(edition.chapters[1], blocks=blocks, sections=())
    renderer = Renderer(edition, load_locale(language), target(name, **changes))
    return str(renderer.chapter(chapter).body)


def render_inlines(
    tmp_path: Path, *inlines: Inline, language: str = "en", name: str = "site", **changes: object
) -> str:
    """Return inlines as they stand in a paragraph."""
    paragraph = Paragraph(inlines, HERE)
    body = render_blocks(tmp_path, paragraph, language=language, name=name, **changes)
    return re.sub(r"^<p[^>]*>|</p>$", "", body)
