"""Rule S112: what the head of a chapter says in one language only.

Goes in: a chapter that both languages have. Comes out: findings. A title may be in the
front matter or in the text, and `status` is the translation's own; the rest is shared.
"""

from __future__ import annotations

from collections.abc import Iterator

from diglot.bitext.sections.paired import Paired
from diglot.core.findings import Finding
from diglot.core.model import UNNUMBERED, Chapter, Position

_USUAL_ROLE = "chapter"
# Those who sign a translation may be others, and more, than those who wrote the source.
_MAY_BE_EXTRA = {"author", "date"}


def front_matter(chapter: Paired) -> Iterator[Finding]:
    """Yield the keys that one side lacks, and a role that is another."""
    ours, theirs = _keys(chapter.chapter), _keys(chapter.translated)
    here = Position(chapter.translated.position.path)
    there = Position(chapter.chapter.position.path)
    for key in ours | theirs:
        if ours.get(key) == theirs.get(key):
            continue
        if key not in theirs:
            what = f'"{key}" is missing from the front matter'
            line = f"{key}: {ours[key] or '…'}"
            hint = f"write `{line}` between the two lines of hyphens at the head of the file"
        elif key not in ours and key not in _MAY_BE_EXTRA:
            what = f'the front matter has "{key}", its source none'
            hint = f"take the line out, or add `{key}: …` to {there.path}"
        elif key == "role":
            what = f"the role is {theirs[key]}, in the source {ours[key]}"
            hint = f"write `role: {ours[key]}`"
        else:
            continue
        yield Finding("front-matter-key", here, what, hint, there)
    yield from _numbers(chapter.chapter, chapter.translated)


def _numbers(source: Chapter, translated: Chapter) -> Iterator[Finding]:
    """Yield a chapter that is numbered in one language only: all after it would differ."""
    if source.role != translated.role or source.is_counted == translated.is_counted:
        return
    if translated.is_counted:
        what = "the chapter is numbered, in the source it is not"
        hint = f"write {{.{UNNUMBERED}}} after the title"
    else:
        what = "the chapter is not numbered, in the source it is"
        hint = f"take {{.{UNNUMBERED}}} away from the title, or write it in the source too"
    yield Finding("front-matter-key", translated.position, what, hint, source.position)


def _keys(chapter: Chapter) -> dict[str, str]:
    """Return the keys that the languages share, with the value of those that are not translated."""
    found = {}
    if chapter.subtitle:
        found["subtitle"] = ""
    if chapter.authors:
        found["author"] = ""
    if chapter.date:
        found["date"] = chapter.date
    if chapter.role != _USUAL_ROLE:
        found["role"] = chapter.role
    return found
