"""Rules R301 and R308: links inside the book that lead nowhere, pictures without words.

Goes in: an edition whose sections have names. Comes out: findings.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from urllib.parse import unquote

from diglot.bitext.ids import inner_ids, written_id
from diglot.core.chapter_names import bare_name, file_stem, is_markdown, without_suffix
from diglot.core.findings import Finding, cut_short
from diglot.core.inside_links import LinkTarget, link_to, place_of
from diglot.core.links import is_outside
from diglot.core.model import (
    DECORATIVE,
    Chapter,
    Edition,
    Image,
    Link,
    Section,
)
from diglot.core.walk import (
    chapter_inlines,
    plain_text,
    walk_sections,
    written_links,
)
from diglot.core.wording import isolated, quoted
from diglot.text.slugs import slug

_NEAR = 0.7  # how alike, of 1, two names are that may be meant for one


class _Map:
    """Where links can lead: chapter by chapter the ids that are in force, and what may be meant.

    A section's own words, and an id written in a translation that is not its
    source's, lead nowhere; but they tell what is meant.
    """

    def __init__(self, edition: Edition) -> None:
        self._chapters = {chapter.name: chapter for chapter in edition.chapters}
        self._in_force = {chapter.name: _in_force(chapter) for chapter in edition.chapters}
        self._meant: dict[str, Mapping[str, str]] = {}

    @property
    def names(self) -> Collection[str]:
        """Return the names of the chapters, in reading order."""
        return self._chapters.keys()

    def has(self, place: LinkTarget) -> bool:
        """Tell whether a link can lead to a place."""
        chapter, name = place
        return chapter in self._chapters and (not name or name in self._in_force[chapter])

    def meant(self, chapter: str) -> Mapping[str, str]:
        """Return what may be written for a place in a chapter, each with the id in force."""
        if chapter not in self._meant:
            self._meant[chapter] = _meant(self._chapters[chapter])
        return self._meant[chapter]


def broken_links(edition: Edition, awaited: Collection[LinkTarget] = ()) -> Iterator[Finding]:
    """Yield the links of an edition to chapters and ids that it does not have.

    awaited: what is known to be missing from the translation; a link to it is
        right as soon as that is there.
    """
    places = _Map(edition)
    # Of a chapter without text, or whose text cannot be read, there is a finding already.
    unknown = {c.name for c in edition.chapters if not (c.blocks or c.sections)}
    names = dict.fromkeys((*places.names, *(name for name, _ in awaited)))
    for chapter in edition.chapters:
        for link in _links(chapter):
            if is_outside(link.target):
                continue
            place = place_of(link.target, chapter.name, names)
            is_right = places.has(place) or place in awaited or place[0] in unknown
            if link.target and is_right:
                continue
            message, hint = _explain(link, place, chapter, places)
            yield Finding("broken-link", link.position, message, hint)


def _in_force(chapter: Chapter) -> frozenset[str]:
    parts: tuple[Chapter | Section, ...] = (chapter, *walk_sections(chapter))
    others = (name for part in parts for name, _ in inner_ids(part))
    return frozenset((*others, *(part.id for part in parts if part.id)))


def _meant(chapter: Chapter) -> dict[str, str]:
    sections = tuple(walk_sections(chapter))
    parts: tuple[Chapter | Section, ...] = (chapter, *sections)
    meant = {slug(plain_text(section.title)): section.id for section in sections}
    meant |= {name: part.id for part in parts if (name := written_id(part))}
    others = {name: name for part in parts for name, _ in inner_ids(part)}
    return meant | others | {part.id: part.id for part in parts if part.id}


def _links(chapter: Chapter) -> Iterator[Link]:
    """Yield the links of a chapter that its author wrote."""
    yield from written_links(chapter)
    for section in walk_sections(chapter):
        yield from written_links(section)


# What is wrong and what may be meant ---------------------------------------------


def _explain(link: Link, place: LinkTarget, chapter: Chapter, places: _Map) -> tuple[str, str]:
    """Return the message and the hint for a link that leads nowhere."""
    name, fragment = place
    target = quoted(unquote(link.target))
    if not link.target:
        return "the link has no target", "write it between the parentheses, or take the link out"
    if name in places.names:
        where = "this chapter" if name == chapter.name else f"the chapter {quoted(name)}"
        return (
            f"{target} leads nowhere: nothing in {where} has the id {quoted(fragment)}",
            _did_you_mean(_nearest_place(place, chapter, places))
            or f"correct the id, or write {{#{fragment}}} after the heading that is meant",
        )
    nearest = _nearest_chapter(name, places.names)
    ids = places.meant(nearest) if nearest else {}
    meant = link_to((nearest, ids.get(fragment, "")), chapter.name) if nearest else ""
    if not is_markdown(name):
        own = places.meant(chapter.name).get(link.target, "")  # as MyST links to labels
        return (
            f"{target} is neither a chapter nor an address on the web",
            _did_you_mean(f"#{own}" if own else meant)
            or "link to a chapter (02-name.md), to a place in one (02-name.md#id), "
            "or to an address that begins with https://",
        )
    return (
        f"{target} leads nowhere: there is no chapter {quoted(without_suffix(name))}",
        _did_you_mean(meant) or "correct the name, which is that of the chapter's file",
    )


def _nearest_place(place: LinkTarget, chapter: Chapter, places: _Map) -> str:
    """Return the link that may be meant: to the chapter's nearest id, or to the id elsewhere."""
    name, fragment = place
    if nearest := _nearest(fragment, places.meant(name)):
        return link_to((name, places.meant(name)[nearest]), chapter.name)
    elsewhere = next((other for other in places.names if fragment in places.meant(other)), None)
    if elsewhere is None:
        return ""
    return link_to((elsewhere, places.meant(elsewhere)[fragment]), chapter.name)


def _nearest(name: str, known: Iterable[str]) -> str:
    return next(iter(get_close_matches(name, list(known), n=1, cutoff=_NEAR)), "")


def _nearest_chapter(path: str, known: Iterable[str]) -> str:
    """Return the chapter whose name, its number apart, is nearest; "" if none is near.

    The name of the file counts before the folder, which may be that of another tool.
    """
    bare = bare_name(posixpath.splitext(path)[0])
    names = {bare_name(chapter): chapter for chapter in known}
    stems = {file_stem(name): chapter for name, chapter in names.items()}
    if bare in names:
        return names[bare]
    return stems.get(_nearest(file_stem(bare), stems), "")


def _did_you_mean(target: str) -> str:
    return f'did you mean "{target}"?' if target else ""


# Pictures ------------------------------------------------------------------------


def pictures_without_words(chapter: Chapter) -> Iterator[Finding]:
    """Yield the pictures of a chapter that say nothing to those who cannot see them."""
    for inline in chapter_inlines(chapter):
        if not isinstance(inline, Image) or inline.alt.strip():
            continue
        if DECORATIVE not in inline.attributes.classes:
            shown = isolated(cut_short(inline.source))
            yield Finding(
                "image-alt",
                inline.position,
                f"the picture {quoted(inline.source)} has no alternative text",
                f"say what it shows: ![…]({shown}), or mark it {{.{DECORATIVE}}}",
            )
