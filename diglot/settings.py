"""What may stand in a book's settings files, and words for what is wrong in them.

Knows every key and its values, as pydantic models; knows neither files nor folders.
"""

from __future__ import annotations

import dataclasses
import difflib
import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
)

from diglot.conventions import (
    TYPOGRAPHY_OFF,
    Calendar,
    Emphasis,
    NumeralSystem,
    QuoteStyle,
    Typography,
)
from diglot.findings import RULES
from diglot.locales import first_day, known_languages
from diglot.model import Person
from diglot.yaml_source import Place

MM_PER_INCH = 25.4
TRIM_SIZES_MM: dict[str, tuple[float, float]] = {
    "5x8in": (127.0, 203.2),
    "5.5x8.5in": (139.7, 215.9),
    "6x9in": (152.4, 228.6),
    "7x10in": (177.8, 254.0),
    "8.5x11in": (215.9, 279.4),
    "a4": (210.0, 297.0),
    "a5": (148.0, 210.0),
    "b5": (176.0, 250.0),
}
SMALLEST_SIDE_MM, LARGEST_SIDE_MM = 90.0, 450.0
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*[x×]\s*(\d+(?:\.\d+)?)\s*(mm|cm|in)", re.IGNORECASE)
FILE_NAME = re.compile(r"[^\s/\\:*?\"<>|.][^\s/\\:*?\"<>|]*")


@dataclass(frozen=True, slots=True)
class Trim:
    """The size of a page after trimming, in millimetres."""

    width_mm: float
    height_mm: float


class Strict(BaseModel):
    """Settings of which every key is known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _as_people(value: object) -> object:
    """Accept a name, or a list of names and {name, role} mappings."""
    if isinstance(value, str):
        value = [value] if value else []
    if isinstance(value, list):
        return [{"name": item} if isinstance(item, str) else item for item in value]
    return value


class PersonEntry(Strict):
    """A person in a settings file or in front matter."""

    name: str = Field(min_length=1)
    role: str = Field("aut", pattern=r"^[a-z]{3}$")

    def person(self) -> Person:
        """Return the noun that the other rooms use."""
        return Person(self.name, self.role)


People = Annotated[tuple[PersonEntry, ...], BeforeValidator(_as_people)]


def check_date(value: str) -> str:
    """Return an ISO 8601 date, month or year as it is; raise ValueError for anything else."""
    if value:
        try:
            first_day(value)
        except ValueError:
            words = (
                f'"{value}" is not a date such as 2026-11-23, a month (2026-11) or a year (2026)'
            )
            raise ValueError(words) from None
    return value


def _as_numerals(value: object) -> object:
    """Accept one word for all that is counted, or lines for each."""
    if not isinstance(value, str):
        return value
    if value not in get_args(NumeralSystem):
        raise ValueError(
            f'"{value}" is no way to write numbers; give arabic or hebrew, '
            "or each by itself: {chapters: hebrew, pages: arabic}"
        )
    return dict.fromkeys(("chapters", "pages", "notes", "lists"), value)


class NumeralsEntry(Strict):
    """What is counted in which numerals; what is not given is left to a wider setting."""

    chapters: NumeralSystem | None = None
    pages: NumeralSystem | None = None
    notes: NumeralSystem | None = None
    lists: NumeralSystem | None = None


NumeralsSetting = Annotated[NumeralsEntry, BeforeValidator(_as_numerals)]


def _as_typography(value: object) -> object:
    """Accept `off` and `on` for all features together."""
    if value == "off":
        return dataclasses.asdict(TYPOGRAPHY_OFF)
    if isinstance(value, str) and value != "on":
        raise ValueError(f'"{value}": give on or off, or lines such as `quotes: curly`')
    return {} if value == "on" else value


def _as_switch(value: object) -> object:
    """Accept `on` and `off`, which YAML leaves to us."""
    if value not in ("on", "off", True, False):
        raise ValueError(f'"{value}": give on or off')
    return value in ("on", True)


def _as_style(value: object) -> object:
    return Typography().quotes if value == "on" else value


Switch = Annotated[bool, BeforeValidator(_as_switch)]


class TypographyEntry(Strict):
    """Which marks are set; what is not given is left to a wider setting."""

    quotes: Annotated[QuoteStyle | None, BeforeValidator(_as_style)] = None
    geresh: Switch | None = None
    maqaf: Switch | None = None
    dashes: Switch | None = None
    ellipsis: Switch | None = None
    spaces: Switch | None = None


TypographySetting = Annotated[TypographyEntry, BeforeValidator(_as_typography)]


class PartEntry(Strict):
    """A part of the book in the order of chapters."""

    part: str = Field(min_length=1)
    chapters: tuple[str, ...] = Field(min_length=1)


class _Page(Strict):
    size: str = "6x9in"

    @field_validator("size")
    @classmethod
    def _known_size(cls, value: str) -> str:
        parse_trim(value)
        return value


class _Citations(Strict):
    style: str = ""


def _rule_name(key: str) -> str:
    """Return the name of the rule that a code or a name stands for."""
    for rule in RULES.values():
        if key in (rule.code, rule.name):
            return rule.name
    codes = [rule.code for rule in RULES.values()]
    close = difflib.get_close_matches(key, [*RULES, *codes], n=1)
    raise ValueError(f"there is no such rule{f'; did you mean {close[0]}?' if close else ''}")


RuleName = Annotated[str, AfterValidator(_rule_name)]


class _Parity(Strict):
    allow: dict[str, Annotated[str, Field(min_length=1)]] = {}
    severity: dict[RuleName, Literal["error", "warning", "note", "off"]] = {}


class BookFile(Strict):
    """content/book.yaml: what the languages share."""

    id: str = ""
    languages: tuple[str, ...] = ("en", "he")
    chapters: tuple[str | PartEntry, ...] = ()
    page: _Page = _Page()
    citations: _Citations = _Citations()
    numerals: NumeralsSetting = NumeralsEntry()
    calendar: Calendar = "gregorian"
    typography: TypographySetting = TypographyEntry()
    parity: _Parity = _Parity()

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


def _as_forms(value: object) -> object:
    """Accept one form of a term, or a list of forms."""
    return [value] if isinstance(value, str) else value


Forms = Annotated[
    tuple[Annotated[str, Field(min_length=1)], ...],
    BeforeValidator(_as_forms),
    Field(min_length=1),
]


class GlossaryFile(Strict):
    """content/glossary.yaml: terms, each with its forms by language, and a note."""

    terms: tuple[dict[str, Forms], ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the glossary. forms: by language, all the forms that it may take."""

    forms: tuple[tuple[str, tuple[str, ...]], ...]
    note: str = ""


class EditionFile(Strict):
    """content/<language>/book.yaml: what differs by language."""

    title: str = ""
    subtitle: str = ""
    authors: People = ()
    publisher: str = ""
    date: Annotated[str, BeforeValidator(check_date)] = ""
    rights: str = ""
    isbn: str = ""
    description: str = ""
    parts: dict[str, str] = {}
    numerals: NumeralsSetting = NumeralsEntry()
    calendar: Calendar | None = None
    emphasis: Emphasis = "bold"
    typography: TypographySetting = TypographyEntry()


def parse_trim(size: str) -> Trim:
    """Return the page size that a name ("A5") or a measure ("148x210mm") stands for.

    Raises ValueError for anything else, and for pages too small or large to be books.
    """
    if named := TRIM_SIZES_MM.get(size.lower().replace(" ", "").replace("×", "x")):
        return Trim(*named)
    match = _SIZE.fullmatch(size.strip())
    if not match:
        names = ", ".join(name.upper() if name[0] in "ab" else name for name in TRIM_SIZES_MM)
        raise ValueError(f'"{size}" is no page size; give one of {names}, or one like 148x210mm')
    unit_mm = {"mm": 1.0, "cm": 10.0, "in": MM_PER_INCH}[match[3].lower()]
    trim = Trim(float(match[1]) * unit_mm, float(match[2]) * unit_mm)
    sides = (trim.width_mm, trim.height_mm)
    if min(sides) < SMALLEST_SIDE_MM or max(sides) > LARGEST_SIDE_MM:
        raise ValueError(
            f'"{size}": a page\'s sides are between {SMALLEST_SIDE_MM:g} and {LARGEST_SIDE_MM:g} mm'
        )
    return trim


def describe_errors(
    error: ValidationError, model: type[BaseModel]
) -> tuple[tuple[Place, str], ...]:
    """Return each thing that is wrong: the path of keys to it, and words for the user."""
    found: dict[Place, str] = {}
    for detail in error.errors():
        place = tuple(part for part in detail["loc"] if not _is_type_name(part))
        found.setdefault(place, _explain(detail, place, model))
    return tuple(found.items())


def _is_type_name(part: str | int) -> bool:
    """Tell whether pydantic, and no setting, put a word into an error's place."""
    return part in {"str", "PartEntry", "[key]"}


def _explain(detail: Any, place: tuple[str | int, ...], model: type[BaseModel]) -> str:
    kind = detail["type"]
    if kind == "extra_forbidden":
        return f"there is no such setting.{_suggestion(str(place[-1]), place[:-1], model)}"
    if kind == "value_error":
        return str(detail["ctx"]["error"])
    if kind in {"tuple_type", "list_type"}:
        return "a list is wanted here, for example [a, b]"
    if kind in {"dict_type", "model_type", "model_attributes_type"}:
        return "lines of the form `key: value` are wanted here, indented below it"
    if kind == "string_type":
        return "a single line of text is wanted here"
    if kind in {"string_too_short", "too_short"}:
        return "it must not be empty"
    if kind == "missing":
        return "it is missing"
    if kind == "literal_error":
        return f'"{detail["input"]}" is none of the words for it: {detail["ctx"]["expected"]}'
    if kind == "string_pattern_mismatch":
        return "a role is a MARC relator code of three letters: aut, edt, trl, ill …"
    return str(detail["msg"])


def _suggestion(key: str, parents: tuple[str | int, ...], model: type[BaseModel]) -> str:
    fields: Any = model
    for part in parents:
        info = getattr(fields, "model_fields", {}).get(part)
        fields = info.annotation if info else None
    names = list(getattr(fields, "model_fields", {}))
    close = difflib.get_close_matches(key, names, n=1)
    if close:
        return f'\n  hint: did you mean "{close[0]}"?'
    return f"\n  hint: the settings here are: {', '.join(names)}" if names else ""
