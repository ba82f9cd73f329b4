"""Rule M520: what pages of Wikipedia leave behind in a text that was copied or converted.

Goes in: prose without code. Comes out: findings. Marks of notes are numbers in brackets, as many
books have them, so they are named only beside another sign of Wikipedia.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from diglot.core.findings import Finding
from diglot.lang.known import any_of, languages
from diglot.source.bare import Ruler

_NOTE = re.compile(r"\[(?<=[\w.,;:!?\"'”’״׳)\]\\]\[)(?P<number>\d{1,3})\\?\](?![({:\d]|\[\D)")
_ANSWER = re.compile(r"^[ \t>]*\\?\[\d{1,3}\\?\]", re.MULTILINE)
_SITES = ("cite_note", "cite_ref", "action=edit")
_FEWEST = 2


@cache
def _left() -> re.Pattern[str]:
    edit = any_of(language.wiki_edit for language in languages())
    query = any_of(language.wiki_query for language in languages())
    return re.compile(
        rf"\[[*_\[ ]*(?:(?P<edit>{edit})[ ]*[\]|]|(?P<query>{query})[*_ ]*\])",
    )


def leftovers(prose: str, ruler: Ruler) -> Iterator[Finding]:
    """Yield what Wikipedia has on its pages and a book does not."""
    if "[" not in prose:
        return
    is_of_it = any(site in prose for site in _SITES)
    for match in _left().finditer(prose):
        start = prose.rfind("\n", 0, match.start()) + 1
        if match["query"]:
            what = f'"[{match["query"]}]" is a query of Wikipedia\'s editors'
            hint = "give the source in a note, ^[…], or take it out"
        elif prose.startswith("#", start):
            what = f'"[{match["edit"]}]" is a link of Wikipedia to edit a section'
            hint = "take it out of the heading"
        else:
            continue
        is_of_it = True
        yield Finding("foreign-markup", ruler.at(match.start()), what, hint)
    notes = list(_NOTE.finditer(prose)) if is_of_it else []
    if len(notes) >= _FEWEST and not _ANSWER.search(prose):
        yield Finding(
            "foreign-markup",
            ruler.at(notes[0].start()),
            f'"[{notes[0]["number"]}]" is the mark of a note of Wikipedia, one of {len(notes)} in '
            "this chapter that lead to none",
            "write the notes, ^[…], or take the marks out",
        )
