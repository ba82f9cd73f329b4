"""The rule for signs that the fonts lack, decided by the fonts that set the place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby

from diglot.core.findings import Finding
from diglot.core.model import Chapter, Position
from diglot.fonts.places import Shown, chapter_texts
from diglot.fonts.typecase import Stack, TextRole, Typecase, is_seen

# Signs that are named one by one; of a longer run the first are.
_NAMED = 4
_SHEETS = "templates/styles/fonts.css and base.css"
_FONTS_OF: Mapping[TextRole, str] = {
    "text": "the text",
    "title": "titles",
    "heading": "headings",
    "table": "tables",
    "caption": "captions",
    "code": "code",
    "verse": "words with cantillation marks",
}
SourceOf = Callable[[str], str]


def missing_glyphs(chapter: Chapter, typecase: Typecase, source_of: SourceOf) -> Iterator[Finding]:
    """Yield a finding for each run of signs of a chapter that its fonts lack: each sign once.

    source_of: gives the text of a file by its path, in which the run is looked for, from the
        place that is known on.
    """
    return _missing(chapter_texts(chapter), chapter.language, typecase, source_of)


def missing_in_labels(
    labels: Iterable[tuple[str, Position]],
    language: str,
    typecase: Typecase,
    source_of: SourceOf,
) -> Iterator[Finding]:
    """Yield the same of what is printed of a language's settings."""
    titles = (Shown(text, "title", position) for text, position in labels)
    return _missing(titles, language, typecase, source_of)


def _missing(
    texts: Iterable[Shown], language: str, typecase: Typecase, source_of: SourceOf
) -> Iterator[Finding]:
    texts = list(texts)
    if not _lacks_any(texts, language, typecase):
        return
    told: set[tuple[str, str]] = set()
    for shown in texts:
        for stack in typecase.stacks(shown.place, language):
            for run in _runs(shown.text, typecase, stack):
                # What no font has is told once; what only some fonts lack, for each of these.
                lost = typecase.lacking(run)
                new = {("" if s in lost else shown.place, s) for s in run if is_seen(s)} - told
                if new:
                    told |= new
                    position = _place_of(run, shown.position, source_of)
                    yield _finding(run, shown.place, typecase, position)


def _lacks_any(texts: Iterable[Shown], language: str, typecase: Typecase) -> bool:
    """Tell whether any sign of some texts is lacking, which is soon seen of all at once."""
    by_place: dict[TextRole, list[str]] = {}
    for shown in texts:
        by_place.setdefault(shown.place, []).append(shown.text)
    return any(
        typecase.lacked("".join(parts), stack)
        for place, parts in by_place.items()
        for stack in typecase.stacks(place, language)
    )


def _runs(text: str, typecase: Typecase, stack: Stack) -> Iterator[str]:
    """Yield the runs of signs that a stack lacks, with what is not seen and spaces between."""
    lacked = typecase.lacked(text, stack)
    if not lacked:
        return
    for is_run, signs in groupby(text, lambda s: s in lacked or not is_seen(s)):
        run = "".join(signs)
        run = run.strip("".join(s for s in set(run) if s not in lacked))
        if is_run and run:
            yield from re.split(r"\n", run) if "\n" in run else (run,)


def _place_of(run: str, position: Position, source_of: SourceOf) -> Position:
    """Return where a run is in its file, at or after a place; that place if it cannot be seen.

    It may be written as a reference, or may come from another file.
    """
    source = source_of(position.path)
    lines = source.split("\n")
    start = sum(len(line) + 1 for line in lines[: position.line - 1])
    found = source.find(run.split(maxsplit=1)[0], start)
    if found < 0:
        return position
    line = source.count("\n", 0, found) + 1
    return Position(position.path, line, found - (source.rfind("\n", 0, found) + 1) + 1)


def _finding(run: str, place: TextRole, typecase: Typecase, position: Position) -> Finding:
    signs = list(dict.fromkeys(sign for sign in run if is_seen(sign)))
    shown = f'"\u2068{run}\u2069" ({_names(signs)})'
    every = tuple(typecase.families)
    others = dict.fromkeys(typecase.family(sign, every) for sign in signs)
    if "" in others:
        return Finding(
            "missing-glyph",
            position,
            f"no font of the book has {shown}",
            "write it another way, or add a font that has it to templates/fonts/ "
            f"and name it in {_SHEETS}",
        )
    return Finding(
        "missing-glyph",
        position,
        f"the fonts of {_FONTS_OF[place]} lack {shown}",
        f"write it another way, or let the stack in {_SHEETS} end with {' and '.join(others)}, "
        "which has it",
    )


def _names(signs: list[str]) -> str:
    if len(signs) == 1:
        return f"U+{ord(signs[0]):04X} {unicodedata.name(signs[0], 'no name in Unicode')}"
    codes = ", ".join(f"U+{ord(sign):04X}" for sign in signs[:_NAMED])
    return f"{codes}, …" if len(signs) > _NAMED else codes
