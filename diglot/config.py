"""The settings of a book: content/book.yaml and content/<language>/book.yaml → Config.

Knows every setting, its default and what is wrong with a value; an error names
the file and the line. Knows nothing of what the settings do.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from msgspec import Struct, field
from pydantic import BaseModel, ValidationError

from diglot.core.chapter_names import is_chapter_name, split_suffix
from diglot.core.conventions import FIGURES, USUAL, Conventions, Numerals, Typography, WorksOrder
from diglot.core.errors import DiglotError
from diglot.core.findings import Severity
from diglot.core.imprint import PLAIN, PRINTED_WORDS, Imprint, Person
from diglot.core.model import Position
from diglot.core.yaml_source import Document, YamlError, parse_yaml
from diglot.lang.locales import uses_hebrew_letters
from diglot.settings import (
    BookFile,
    EditionFile,
    GlossaryFile,
    Page,
    Term,
    describe_errors,
)
from diglot.settings.forms.bilingual import Bilingual
from diglot.settings.forms.booklet import Booklet, BookletEntry
from diglot.settings.forms.cache import CacheEntry
from diglot.settings.forms.cover import Cover, CoverEntry
from diglot.settings.language_folders import Home, homes_of, languages_of
from diglot.settings.press import Archive, Press, PrintEntry
from diglot.settings.translation import TranslationEntry

# What a book says of itself in words that are printed.
_LABELS = (
    *("title", "subtitle", "authors", "publisher", "rights", "description"),
    *PRINTED_WORDS,
    "parts",
)
REFERENCE_SUFFIXES = (".bib", ".json", ".yaml", ".yml", ".ris")


class ChapterEntry(Struct, frozen=True):
    """A chapter in the explicit order.

    part: the key of the part that it is in, or "". suffix: of its file, where the
        list gives it.
    """

    name: str
    part: str
    position: Position
    suffix: str = ""


class EditionConfig(Struct, frozen=True):
    """What content/<language>/book.yaml says.

    parts: titles by key. labels: all that is printed as it is typed, with its place.
    """

    language: str
    title: str
    subtitle: str
    authors: tuple[Person, ...]
    publisher: str
    date: str
    rights: str
    description: str
    parts: Mapping[str, str]
    imprint: Imprint = PLAIN
    conventions: Conventions = USUAL
    typography: Typography = field(default_factory=Typography)
    labels: tuple[tuple[str, Position], ...] = ()
    translation: TranslationEntry = field(default_factory=TranslationEntry)


class Config(Struct, frozen=True):
    """All settings of one book.

    project: the folder that holds content/.
    chapters: the explicit order, or empty for all files by name.
    citation_style: a CSL file, or None for the default style.
    works_order: which works come first in a list of those cited.
    allow: sections ("chapter#id") or chapters that may be on one side, with reasons.
    glossary: how terms are to be translated.
    allow_places: where each of them is written.
    severities: by rule, how grave it is in this book; None for not worth saying.
    has_parallel: whether the website shows both languages side by side as well.
    cache_bytes: how much may be kept between runs.
    downloads: the forms of the book that its website offers: by the names of the formats.
    shows_all: whether `check` lists what only hinders an edition, too.
    editor: the address by which the worksheet opens a file, with {path} and {line}; "" for none.
    assumptions: what was taken for granted for want of a setting, for the user to read.
    homes: by language, where its chapters are.
    """

    project: Path
    id: str
    languages: tuple[str, ...]
    homes: Mapping[str, Home]
    chapters: tuple[ChapterEntry, ...]
    editions: Mapping[str, EditionConfig]
    page: Page
    citation_style: Path | None
    allow: Mapping[str, str]
    assumptions: tuple[str, ...]
    glossary: tuple[Term, ...] = ()
    allow_places: Mapping[str, Position] = field(default_factory=dict)
    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    downloads: tuple[str, ...] = ()
    shows_all: bool = False
    editor: str = ""
    works_order: WorksOrder = "own"
    booklet: Booklet = field(default_factory=BookletEntry().booklet)
    bilingual: Bilingual = field(default_factory=Bilingual)
    has_parallel: bool = True
    cache_bytes: int = CacheEntry().most_bytes
    cover: Cover = field(default_factory=CoverEntry().cover)
    archive: Archive = "none"
    press: Press = field(default_factory=lambda: PrintEntry().press(Path()))

    @property
    def content(self) -> Path:
        """Return the folder of the sources."""
        return self.project / "content"

    def folder(self, language: str) -> Path:
        """Return the folder in which the chapters of a language are."""
        return self.content / self.homes[language].folder

    def references(self, language: str) -> tuple[Path, ...]:
        """Return the bibliography files for a language: the shared ones, then its own."""
        folders = (self.content, self.folder(language))
        found = (f / f"references{suffix}" for f in folders for suffix in REFERENCE_SUFFIXES)
        return tuple(path for path in found if path.is_file())


_parsed = lru_cache(maxsize=64)(parse_yaml)  # for a process that reads a book again
_Model = TypeVar("_Model", bound=BaseModel)


# Loading -----------------------------------------------------------------------


def load_config(project: Path) -> Config:
    """Return the settings of the book in `project`.

    Raises DiglotError where there is no content to read or a setting is wrong.
    """
    project = project.resolve()
    content = project / "content"
    if not content.is_dir():
        raise DiglotError(
            f"{project}: there is no content/ folder.\n"
            "  hint: put the chapters in content/en/ and content/he/, "
            "or name the book's folder with --project"
        )
    document = _read(content / "book.yaml", project)
    book = _validated(BookFile, document)
    languages, assumptions = languages_of(book, document, content)
    homes = homes_of(languages, document, content)
    editions = {}
    for tag in languages:
        editions[tag], assumed = _load_edition(project, homes[tag], tag, book)
        assumptions += assumed
    _refuse_shared_isbns(editions, book.bilingual.isbn, project)
    return Config(
        project=project,
        id=book.id or _slug(project.name),
        languages=languages,
        chapters=_chapter_order(book, document, editions),
        editions=editions,
        page=book.page.page(),
        booklet=book.booklet.booklet(),
        bilingual=book.bilingual.bilingual(document, languages),
        has_parallel=book.site.parallel,
        cache_bytes=book.cache.most_bytes,
        cover=book.cover.cover(),
        archive=book.pdf.archive,
        press=_press(book, document, content),
        citation_style=_citation_style(book, document, content),
        allow=book.parity.allow,
        assumptions=tuple(assumptions),
        homes=homes,
        glossary=_glossary(content / "glossary.yaml", project, book.languages),
        allow_places={
            key: document.position(("parity", "allow", key)) for key in book.parity.allow
        },
        severities={
            rule: None if chosen == "off" else chosen
            for rule, chosen in book.parity.severity.items()
        },
        downloads=book.site.downloads,
        shows_all=book.check.show == "all",
        editor=book.check.editor,
        works_order=book.citations.order,
    )


def _read(path: Path, project: Path) -> Document:
    relative = path.relative_to(project).as_posix()
    if not path.is_file():
        return Document(relative, {}, {})
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DiglotError(f"{relative}: not UTF-8 text.\n  hint: save it as UTF-8") from error
    try:
        return _parsed(text, relative)
    except YamlError as error:
        raise DiglotError(
            f"{error.position}: this is not valid YAML: {error.message}.\n"
            "  hint: compare the line with the examples in the handbook, chapter 2"
        ) from error


def _validated(model: type[_Model], document: Document) -> _Model:
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        messages = (
            f"{document.position(place)}: {'.'.join(str(part) for part in place)}: {message}"
            for place, message in describe_errors(error, model)
        )
        raise DiglotError("\n".join(messages)) from error


def _load_edition(
    project: Path, home: Home, tag: str, shared: BookFile
) -> tuple[EditionConfig, tuple[str, ...]]:
    own = "" if home.example else "book.yaml"  # the settings of all are no one language's
    document = _read(project / "content" / home.folder / own, project)
    file = _validated(EditionFile, document)
    title = file.title or project.name.replace("-", " ").replace("_", " ").strip().title() or "Book"
    assumed = () if file.title else (f'no title in content/{tag}/book.yaml: "{title}"',)
    edition = EditionConfig(
        language=tag,
        title=title,
        subtitle=file.subtitle,
        authors=tuple(entry.person() for entry in file.authors),
        publisher=file.publisher,
        date=file.date,
        rights=file.rights,
        description=file.description,
        parts=file.parts,
        imprint=file.imprint(shared),
        conventions=_conventions(tag, file, shared, document),
        typography=_typography(file, shared),
        labels=document.strings(*_LABELS),
        translation=file.translation,
    )
    return edition, assumed


def _refuse_shared_isbns(
    editions: Mapping[str, EditionConfig], of_both: str, project: Path
) -> None:
    """Refuse an ISBN that two books claim: each edition has one of its own (ISO 2108)."""
    owners = {of_both: "both languages"}
    for tag, edition in editions.items():
        for form, isbn in edition.imprint.isbns.named():
            if (owner := owners.setdefault(isbn, tag)) != tag:
                document = _read(project / "content" / tag / "book.yaml", project)
                where = document.position(("isbn", form) if form else ("isbn",))
                raise DiglotError(
                    f"{where}: isbn: {isbn} is also that of the book in {owner}.\n"
                    "  hint: each language needs a number of its own, and so does each form"
                )


def _glossary(path: Path, project: Path, languages: tuple[str, ...]) -> tuple[Term, ...]:
    """Return the terms of the glossary; none where there is no file."""
    document = _read(path, project)
    terms = []
    for index, entry in enumerate(_validated(GlossaryFile, document).terms):
        note = " ".join(entry.get("note", ()))
        forms = tuple((tag, entry[tag]) for tag in languages if tag in entry)
        unknown = next((key for key in entry if key not in {*languages, "note", "never"}), None)
        if unknown is not None:
            raise DiglotError(
                f"{document.position(('terms', index, unknown))}: terms: "
                f'"{unknown}" is no language of this book.\n'
                f"  hint: a term has {', '.join(languages)}, note and never"
            )
        if len(forms) < 2:
            raise DiglotError(
                f"{document.position(('terms', index))}: terms: a term is given in two languages.\n"
                f"  hint: write it as {{{languages[0]}: …, {languages[-1]}: […]}}"
            )
        terms.append(Term(forms, note, entry.get("never", ())))
    return tuple(terms)


def _conventions(tag: str, file: EditionFile, book: BookFile, document: Document) -> Conventions:
    """Return how an edition sets numbers, dates and emphasis: by its own file, or the book's.

    Hebrew numerals of the whole book are for its editions in Hebrew letters only.
    """
    own = file.numerals.model_dump(exclude_none=True)
    if not uses_hebrew_letters(tag):
        if wrong := next((key for key, value in own.items() if value == "hebrew"), ""):
            raise DiglotError(
                f"{document.position(('numerals', wrong))}: numerals: an edition whose language is "
                f"{tag} counts in arabic figures.\n"
                "  hint: take the line out; for the Hebrew edition it belongs in its own book.yaml"
            )
        numerals = FIGURES
    else:
        numerals = Numerals(**(book.numerals.model_dump(exclude_none=True) | own))
    how = _typography(file, book)
    calendar = file.calendar or book.calendar
    return Conventions(numerals, calendar, file.emphasis, book.counting, how.signs, how.spaces)


def _typography(file: EditionFile, book: BookFile) -> Typography:
    """Return which marks an edition sets: as its own file says, or the book's."""
    own, shared = (entry.typography.model_dump(exclude_none=True) for entry in (file, book))
    return Typography(**(shared | own))


def _chapter_order(
    book: BookFile, document: Document, editions: Mapping[str, EditionConfig]
) -> tuple[ChapterEntry, ...]:
    entries: list[ChapterEntry] = []
    for index, item in enumerate(book.chapters):
        if isinstance(item, str):
            entries.append(_chapter(item, "", document.position(("chapters", index))))
            continue
        where = document.position(("chapters", index))
        for tag, edition in editions.items():
            if item.part not in edition.parts:
                raise DiglotError(
                    f'{where}: the part "{item.part}" has no title in {tag}.\n'
                    f"  hint: add it under `parts:` in content/{tag}/book.yaml"
                )
        for number, name in enumerate(item.chapters):
            where = document.position(("chapters", index, "chapters", number))
            entries.append(_chapter(name, item.part, where))
    _refuse_doubles(entries)
    return tuple(entries)


def _chapter(written: str, part: str, position: Position) -> ChapterEntry:
    name, suffix = split_suffix(written)
    if not is_chapter_name(name):
        raise DiglotError(
            f'{position}: "{written}" is not the name of a chapter.\n'
            "  hint: give the file's path in the folder of its language: 01-oil, or part1/01-oil"
        )
    return ChapterEntry(name, part, position, suffix)


def _refuse_doubles(entries: list[ChapterEntry]) -> None:
    seen: set[str] = set()
    for entry in entries:
        if entry.name in seen:
            raise DiglotError(f'{entry.position}: the chapter "{entry.name}" is listed twice')
        seen.add(entry.name)


def _citation_style(book: BookFile, document: Document, content: Path) -> Path | None:
    if not book.citations.style:
        return None
    path = (content / book.citations.style).resolve()
    if not (path.is_file() and path.is_relative_to(content)):
        where = document.position(("citations", "style"))
        raise DiglotError(
            f"{where}: citations.style: there is no file {book.citations.style} in content/.\n"
            "  hint: put the CSL file into content/ and give its name"
        )
    return path


def _press(book: BookFile, document: Document, content: Path) -> Press:
    try:
        return book.print.press(content)
    except ValueError as error:
        key = "profile" if book.print.profile else "ink"
        raise DiglotError(f"{document.position(('print', key))}: print.{key}: {error}") from None


def _slug(name: str) -> str:
    return re.sub(r"[^\w-]+", "-", name).strip("-").lower() or "book"
