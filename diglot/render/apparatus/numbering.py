"""What chapters, figures, tables, formulas, notes and lists are numbered as, in words and figures.

Knows the conventions of an edition and the places of its appendices. The number of a
chapter in letters has a geresh in a sentence (פרק ג׳) and none at the head of a line (ג.).
Figures, tables and formulas join it to their own number by a maqaf (טבלה ג׳־1), as Israeli
reports do: a point after a geresh is hardly seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Literal

from diglot.core.model import Chapter, Delimiter, Edition, Numbered
from diglot.core.walk import NumberedKind, OncePer, kind_of, numbered
from diglot.lang.he.numerals import APPENDIX_SIGN, hebrew, hebrew_bare, is_as_in_css
from diglot.lang.he.words import MAQAF
from diglot.lang.locales import Locale, uses_hebrew_letters
from diglot.render.apparatus.note_series import NoteSeries, note_series
from diglot.text.numerals import bare_numeral, latin, numeral

Counted = NumberedKind | Literal["notes"]

_DELIMITER_CLASSES: dict[Delimiter, str] = {")": "paren", "()": "parens"}
WIDE_NUMBER = 100


class Numbering:
    """The numbers of one edition."""

    def __init__(self, edition: Edition, locale: Locale) -> None:
        self.locale = locale
        self.numerals = edition.conventions.numerals
        names = [chapter.name for chapter in edition.chapters if chapter.role == "appendix"]
        self._appendices = {name: place for place, name in enumerate(names, 1)}
        self.counting = edition.conventions.counting
        self._before = _numbered_before(edition, self._in_series)

    def key(self, chapter: Chapter) -> str:
        """Return all that the numbers of a chapter depend on, as text."""
        return repr((self.numerals, self.counting, self._appendices, self._before[chapter.name]))

    def label(self, chapter: Chapter) -> str:
        """Return "Chapter 3", "Appendix B", or "Appendix" for the only one; "" for others."""
        if chapter.number:
            number = numeral(chapter.number, self.numerals.chapters)
            return self.locale.gettext("Chapter %(number)s", number=number)
        if letter := self._appendix_letter(chapter):
            return self.locale.gettext("Appendix %(number)s", number=letter)
        return self.locale.gettext("Appendix") if chapter.role == "appendix" else ""

    def chapter(self, chapter: Chapter) -> str:
        """Return a chapter's number as it is before its title, "3"; "" without one."""
        return bare_numeral(chapter.number, self.numerals.chapters) if chapter.number else ""

    def is_lettered_appendix(self, chapter: Chapter) -> bool:
        """Tell whether a chapter is one of several appendices."""
        return chapter.role == "appendix" and len(self._appendices) > 1

    def item(self, chapter: Chapter, thing: Numbered) -> str:
        """Return the number of a table, figure or formula: 3.1, A.1, ג׳־1, or 1 alone."""
        number, kind = thing.number, kind_of(thing)
        if getattr(self.counting, kind) == "book":
            return str(self._before[chapter.name][kind] + number)
        if chapter.number:
            before = numeral(chapter.number, self.numerals.chapters)
            is_letter = self.numerals.chapters == "hebrew"
        else:
            before = self._appendix_letter(chapter)
            is_letter = uses_hebrew_letters(self.locale.tag)
            if before and self.numerals.chapters == "hebrew":
                before = f"{APPENDIX_SIGN}{MAQAF}{before}"
        joint = MAQAF if is_letter else "."
        return f"{before}{joint}{number}" if before else str(number)

    def is_lettered_note(self, chapter: Chapter, number: int) -> bool:
        """Tell whether a note is of the second series, the translator's.

        number: of a note, here and below: which it is of all in its chapter.
        """
        return self._in_series(chapter)[number].is_lettered

    def is_own_note(self, chapter: Chapter, number: int) -> bool:
        """Tell whether a note is the translator's, or an editor's, in whichever series."""
        return self._in_series(chapter)[number].is_own

    def note_value(self, chapter: Chapter, number: int) -> int:
        """Return which of its series a note is: the first may run on through the book."""
        one = self._in_series(chapter)[number]
        runs_on = self.counting.notes == "book" and not one.is_lettered
        return one.value + (self._before[chapter.name]["notes"] if runs_on else 0)

    def note(self, chapter: Chapter, number: int) -> str:
        """Return the mark of a note: 3, ג; of one of the translator's: a, א."""
        value = self.note_value(chapter, number)
        if not self.is_lettered_note(chapter, number):
            return bare_numeral(value, self.numerals.notes)
        return hebrew_bare(value) if self._has_hebrew_letters else latin(value).lower()

    def named_note(self, chapter: Chapter, number: int) -> str:
        """Return the number of a note as it is in a sentence: 3, ג׳."""
        value = self.note_value(chapter, number)
        if not self.is_lettered_note(chapter, number):
            return numeral(value, self.numerals.notes)
        return hebrew(value) if self._has_hebrew_letters else latin(value).lower()

    def _in_series(self, chapter: Chapter) -> Mapping[int, NoteSeries]:
        return note_series(chapter, self.counting.translators)

    @property
    def _has_hebrew_letters(self) -> bool:
        """Tell whether the letters of notes are Hebrew: not where their numbers are."""
        return uses_hebrew_letters(self.locale.tag) and self.numerals.notes != "hebrew"

    def has_lettered_lists(self, language: str) -> bool:
        """Tell whether lists in a language take Hebrew letters."""
        return self.numerals.lists == "hebrew" and uses_hebrew_letters(language)

    def _appendix_letter(self, chapter: Chapter) -> str:
        if not self.is_lettered_appendix(chapter):
            return ""
        place = self._appendices[chapter.name]
        return hebrew(place) if uses_hebrew_letters(self.locale.tag) else latin(place)


def _numbered_before(
    edition: Edition, series: Callable[[Chapter], Mapping[int, NoteSeries]]
) -> dict[str, dict[Counted, int]]:
    """Return how many notes, figures, tables and formulas come before each chapter."""
    before: dict[str, dict[Counted, int]] = {}
    sums: dict[Counted, int] = {"notes": 0, "figures": 0, "tables": 0, "equations": 0}
    for chapter in edition.chapters:
        before[chapter.name] = dict(sums)
        sums["notes"] += sum(not note.is_lettered for note in series(chapter).values())
        for kind, count in _counts(chapter).items():
            sums[kind] += count
    return before


@OncePer
def _counts(chapter: Chapter) -> Mapping[NumberedKind, int]:
    """Return how many of each kind have a number in a chapter."""
    return Counter(map(kind_of, numbered(chapter)))


def css_marker(number: int, delimiter: Delimiter = ".", *, is_pointed: bool = False) -> str:
    """Return the style of a list item whose Hebrew number CSS would write in another way."""
    if is_as_in_css(number) and delimiter and not is_pointed:
        return ""
    written = hebrew(number) if is_pointed else hebrew_bare(number)
    opening = "(" if delimiter == "()" else ""
    return f'list-style-type: "{opening}{written}{delimiter[-1:]} "'


def list_class(numbering: str, last: int, delimiter: Delimiter = ".") -> str:
    """Return the class names of a list; one of long numbers needs a wider margin."""
    wide = "wide-numbers" if last >= WIDE_NUMBER else ""
    return " ".join(filter(None, (numbering, _DELIMITER_CLASSES.get(delimiter), wide)))
