"""Rules R301 and R308: links inside the book that lead nowhere, pictures without words.

Goes in: an edition whose sections have names. Comes out: findings.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import unquote

from diglot.findings import Finding
from diglot.links import is_outside
from diglot.model import (
    Chapter,
    Citation,
    Edition,
    Image,
    Inline,
    Link,
    Note,
    Section,
    Span,
    Styled,
)
from diglot.parity.identity import slug
from diglot.parity.ids import inner_ids, written_id
from diglot.parity.one_sided import Place, bare_name
from diglot.parity.wording import isolated, quoted
from diglot.walk import (
    chapter_blocks,
    chapter_inlines,
    inline_lines,
    plain_text,
    walk_blocks,
    walk_sections,
)

DECORATIVE = "decorative"
_NEAR = 0.7  # how alike, of 1, two names are that may be meant for one


@dataclass(frozen=True, slots=True)
class _Map:
    """Where links can lead: chapter by chapter the ids, each with the one that is in force.

    A section's own words, and an id written in a translation that is not its
    source's, lead nowhere; but they tell what is meant.
    """

    ids: Mapping[str, Mapping[str, str]]

    def has(self, place: Place) -> bool:
        chapter, name = place
        known = self.ids.get(chapter)
        return known is not None and (not name or known.get(name) == name)


def broken_links(edition: Edition, awaited: Collection[Place] = ()) -> Iterator[Finding]:
    """Yield the links of an edition to chapters and ids that it does not have.

    awaited: what is known to be missing from the translation; a link to it is
        right as soon as that is there.
    """
    places = _Map({chapter.name: _ids(chapter) for chapter in edition.chapters})
    # Of a chapter without text, or whose text cannot be read, there is a finding already.
    unknown = {c.name for c in edition.chapters if not (c.blocks or c.sections)}
    for chapter in edition.chapters:
        for link in _links(chapter):
            if is_outside(link.target):
                continue
            path, _, fragment = link.target.partition("#")
            place = _chapter_name(unquote(path), chapter), unquote(fragment)
            is_right = places.has(place) or place in awaited or place[0] in unknown
            if link.target and is_right:
                continue
            message, hint = _explain(link, place, chapter, places)
            yield Finding("broken-link", link.position, message, hint)


def _ids(chapter: Chapter) -> dict[str, str]:
    sections = tuple(walk_sections(chapter))
    meant = {slug(plain_text(section.title)): section.id for section in sections}
    meant |= {name: section.id for section in sections if (name := written_id(section))}
    parts: tuple[Chapter | Section, ...] = (chapter, *sections)
    others = {name: name for part in parts for name, _ in inner_ids(part)}
    return meant | others | {section.id: section.id for section in sections}


def _chapter_name(path: str, chapter: Chapter) -> str:
    """Return the chapter that a path names; the path itself if it names no chapter."""
    if not path:
        return chapter.name
    path = posixpath.normpath(path)
    return path.removesuffix(".md") if path.endswith(".md") and "/" not in path else path


def _links(chapter: Chapter) -> Iterator[Link]:
    """Yield the links of a chapter that its author wrote."""
    yield from _inline_links(chapter.title + chapter.subtitle)
    for section in walk_sections(chapter):
        yield from _inline_links(section.title)
    for block in walk_blocks(tuple(chapter_blocks(chapter))):
        for line in inline_lines(block):
            yield from _inline_links(line)


def _inline_links(inlines: tuple[Inline, ...]) -> Iterator[Link]:
    for inline in inlines:
        match inline:
            case Link(children=children):
                yield inline
                yield from _inline_links(children)
            case Styled(children=children) | Span(children=children):
                yield from _inline_links(children)
            case Note(blocks=blocks):
                for block in walk_blocks(blocks):
                    for line in inline_lines(block):
                        yield from _inline_links(line)
            case Citation():
                pass  # its links lead to the list of works cited, and are made with it


# What is wrong and what may be meant ---------------------------------------------


def _explain(link: Link, place: Place, chapter: Chapter, places: _Map) -> tuple[str, str]:
    """Return the message and the hint for a link that leads nowhere."""
    name, fragment = place
    path = unquote(link.target.partition("#")[0])
    target = quoted(unquote(link.target))
    if not link.target:
        return "the link has no target", "write it between the parentheses, or take the link out"
    if path and (name == path or "/" in name):
        nearest = _nearest_chapter(posixpath.basename(path).rpartition(".")[0], places.ids)
        return (
            f"{target} is neither a chapter nor an address on the web",
            _did_you_mean(f"{nearest}.md" if nearest else "")
            or "link to a chapter (02-name.md), to a place in one (02-name.md#id), "
            "or to an address that begins with https://",
        )
    if name not in places.ids:
        nearest = _nearest_chapter(name, places.ids)
        return (
            f"{target} leads nowhere: there is no chapter {quoted(name)}",
            _did_you_mean(f"{nearest}.md" if nearest else "")
            or "correct the name, which is that of the chapter's file",
        )
    where = "this chapter" if name == chapter.name else f"the chapter {quoted(name)}"
    return (
        f"{target} leads nowhere: nothing in {where} has the id {quoted(fragment)}",
        _did_you_mean(_nearest_place(place, chapter, places))
        or f"correct the id, or write {{#{fragment}}} after the heading that is meant",
    )


def _nearest_place(place: Place, chapter: Chapter, places: _Map) -> str:
    """Return the link that may be meant: to the chapter's nearest id, or to the id elsewhere."""
    name, fragment = place
    path = "" if name == chapter.name else f"{name}.md"
    if nearest := _nearest(fragment, places.ids[name]):
        return f"{path}#{places.ids[name][nearest]}"
    elsewhere = next((other for other, ids in places.ids.items() if fragment in ids), None)
    return f"{elsewhere}.md#{places.ids[elsewhere][fragment]}" if elsewhere else ""


def _nearest(name: str, known: Iterable[str]) -> str:
    return next(iter(get_close_matches(name, list(known), n=1, cutoff=_NEAR)), "")


def _nearest_chapter(name: str, known: Iterable[str]) -> str:
    """Return the chapter whose name, its number apart, is nearest; "" if none is near."""
    names = {bare_name(chapter): chapter for chapter in known}
    return names.get(_nearest(bare_name(name), names), "")


def _did_you_mean(target: str) -> str:
    return f'did you mean "{target}"?' if target else ""


# Pictures ------------------------------------------------------------------------


def pictures_without_words(edition: Edition) -> Iterator[Finding]:
    """Yield the pictures that say nothing to those who cannot see them."""
    for chapter in edition.chapters:
        for inline in chapter_inlines(chapter):
            if not isinstance(inline, Image) or inline.alt.strip():
                continue
            if DECORATIVE not in inline.attributes.classes:
                yield Finding(
                    "image-alt",
                    inline.position,
                    f"the picture {quoted(inline.source)} has no alternative text",
                    f"say what it shows: ![…]({isolated(inline.source)}), "
                    f"or mark it {{.{DECORATIVE}}}",
                )
