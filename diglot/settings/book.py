"""The settings files of a book: content/book.yaml and content/<language>/book.yaml."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator, Field, field_validator

from diglot.core.conventions import Calendar, Counting, Emphasis, WorksOrder
from diglot.core.imprint import Imprint
from diglot.lang.locales import known_languages
from diglot.settings.counting import ContentsEntry, EquationsEntry, ItemsEntry, NotesEntry, counting
from diglot.settings.entries import People, Switch, check_date
from diglot.settings.forms.bilingual import BilingualEntry
from diglot.settings.forms.booklet import BookletEntry
from diglot.settings.forms.cache import CacheEntry
from diglot.settings.forms.cover import CoverEntry
from diglot.settings.imprint import IsbnEntry, IsbnSetting
from diglot.settings.page import PageEntry
from diglot.settings.parity import CheckEntry, ParityEntry
from diglot.settings.press import PdfEntry, PrintEntry
from diglot.settings.site import SiteEntry
from diglot.settings.strict import Strict
from diglot.settings.translation import TranslationEntry
from diglot.settings.writing import (
    NumeralsEntry,
    NumeralsSetting,
    TypographyEntry,
    TypographySetting,
)

FILE_NAME = re.compile(r"[^\s/\\:*?\"<>|.][^\s/\\:*?\"<>|]*")


class PartEntry(Strict):
    """A part of the book in the order of chapters."""

    part: str = Field(min_length=1)
    chapters: tuple[str, ...] = Field(min_length=1)


class CitationsEntry(Strict):
    """`citations:` in content/book.yaml."""

    style: str = ""
    order: WorksOrder = "own"


class BookFile(Strict):
    """content/book.yaml: what the languages share."""

    id: str = ""
    languages: tuple[str, ...] = ("en", "he")
    chapters: tuple[str | PartEntry, ...] = ()
    page: PageEntry = PageEntry()
    site: SiteEntry = SiteEntry()
    pdf: PdfEntry = PdfEntry()
    print: PrintEntry = PrintEntry()
    cover: CoverEntry = CoverEntry()
    booklet: BookletEntry = BookletEntry()
    bilingual: BilingualEntry = BilingualEntry()
    contents: ContentsEntry = ContentsEntry()
    notes: NotesEntry = NotesEntry()
    figures: ItemsEntry = ItemsEntry()
    tables: ItemsEntry = ItemsEntry()
    equations: EquationsEntry = EquationsEntry()
    citations: CitationsEntry = CitationsEntry()
    numerals: NumeralsSetting = NumeralsEntry()
    calendar: Calendar = "gregorian"
    typography: TypographySetting = TypographyEntry()
    parity: ParityEntry = ParityEntry()
    check: CheckEntry = CheckEntry()
    cache: CacheEntry = CacheEntry()

    @property
    def counting(self) -> Counting:
        """Return what is numbered through the book, and where notes are printed."""
        return counting(self.notes, self.figures, self.tables, self.equations)

    @field_validator("id")
    @classmethod
    def _file_name(cls, value: str) -> str:
        if value and not FILE_NAME.fullmatch(value):
            raise ValueError("it names files: use letters, digits and hyphens, without spaces")
        return value

    @field_validator("languages")
    @classmethod
    def _known(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        known = known_languages()
        for tag in value:
            if tag not in known:
                raise ValueError(f'no language "{tag}" here; there are: {", ".join(known)}')
        if not value or len(set(value)) != len(value):
            raise ValueError("name each language once, the source first")
        return value


class EditionFile(Strict):
    """content/<language>/book.yaml: what differs by language."""

    title: str = ""
    subtitle: str = ""
    authors: People = ()
    publisher: str = ""
    date: Annotated[str, BeforeValidator(check_date)] = ""
    rights: str = ""
    isbn: IsbnSetting = IsbnEntry()
    edition: str = ""
    dedication: str = ""
    colophon: str = ""
    half_title: Switch = True
    description: str = ""
    parts: dict[str, str] = Field(default_factory=dict)
    numerals: NumeralsSetting = NumeralsEntry()
    calendar: Calendar | None = None
    emphasis: Emphasis = "bold"
    typography: TypographySetting = TypographyEntry()
    translation: TranslationEntry = TranslationEntry()

    def imprint(self, book: BookFile) -> Imprint:
        """Return what is printed on the pages around the text."""
        own = EditionFile.model_fields.keys() & set(Imprint.__struct_fields__)
        return Imprint(
            self.isbn.isbns(),
            **{name: getattr(self, name) for name in own},
            contents_depth=book.contents.depth,
            lists=(
                *(("figures",) if book.figures.list else ()),
                *(("tables",) if book.tables.list else ()),
            ),
        )
