"""The settings at the head of a chapter's file: ours, and those of other tools.

Goes in: front matter in YAML, TOML or JSON. Comes out: what it says of the chapter, with a
finding for each slip. What is broken in one line leaves the others to be read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal

from msgspec import Struct
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from diglot.core.findings import Finding
from diglot.core.model import Position
from diglot.core.yaml_source import Document, Value
from diglot.reader.matter_data import parse_matter
from diglot.settings import People, check_date, describe_errors
from diglot.source.matter import Matter

_STATUSES = ("untranslated", "draft", "done")
# What other tools call a key of ours.
_SYNONYMS = {"authors": "author", "sub_title": "subtitle", "sub-title": "subtitle"}
# Keys of other tools that look like slips of ours.
_NO_SLIPS = {
    "data": "Jekyll and Hugo: figures for a template",
    "dates": "events on pages of conferences",
    "anchor": "Hugo themes: the name of a menu's entry",
    "static": "Jekyll: a page without a layout",
    "stats": "Hugo themes: whether to count words",
    "states": "forms of review in content managers",
    "tile": "themes of tiles: the picture of one",
    "tiles": "the same",
    "rule": "documentation of linters",
    "rules": "the same",
    "roles": "Ansible, and who may read a page",
}
_TODAY = frozenset({"today", "now", "last-modified"})  # Quarto: the date of the build
_SHOWN = 3


class FrontMatter(BaseModel):
    """The settings that are at the head of a chapter's file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = ""
    subtitle: str = ""
    author: People = ()
    date: Annotated[str, BeforeValidator(check_date)] = ""
    role: Literal["frontmatter", "chapter", "appendix", "backmatter"] = "chapter"
    status: Literal["untranslated", "draft", "done"] | None = None


class ForeignKey(Struct, frozen=True):
    """A setting of another tool, and where it is."""

    name: str
    position: Position


class ReadMatter(Struct, frozen=True):
    """What front matter says. labels: the words of it that are printed, with their places."""

    front_matter: FrontMatter
    labels: tuple[tuple[str, Position], ...] = ()
    findings: tuple[Finding, ...] = ()
    foreign: tuple[ForeignKey, ...] = ()


def read_front_matter(matter: Matter, path: str) -> ReadMatter:
    """Return what front matter says of a chapter. path: of the chapter's file."""
    document, findings = parse_matter(matter, path)
    sorted_keys = _sorted(document)
    own = Document(path, sorted_keys.own, document.lines | sorted_keys.lines)
    front_matter, wrong = _validated(own)
    return ReadMatter(
        front_matter,
        own.strings("title", "subtitle", "author"),
        (*findings, *sorted_keys.findings, *wrong),
        tuple(sorted_keys.foreign),
    )


def foreign_keys(found: Sequence[ForeignKey]) -> Iterator[Finding]:
    """Yield the one note of a book on the settings of other tools in its chapters."""
    if not found:
        return
    names = [name for name, _ in Counter(key.name for key in found).most_common()]
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    count = len({key.position.path for key in found})
    where = "one chapter" if count == 1 else f"{count} chapters"
    are = "is a setting of another tool" if len(names) == 1 else "are settings of other tools"
    yield Finding(
        "foreign-key",
        min(key.position for key in found),
        f"{', '.join(names[:_SHOWN])}{more} in {where} {are}, and ignored",
        "they may stay; `severity: {foreign-key: off}` under `parity:` in content/book.yaml "
        "takes this note away",
    )


# Whose keys they are ---------------------------------------------------------------


class _Sorted(Struct):
    """Keys by whose they are. lines: of our keys, where they are called otherwise."""

    own: dict[str, Value]
    lines: dict[tuple[str | int, ...], tuple[int, int]]
    foreign: list[ForeignKey]
    findings: list[Finding]


def _sorted(document: Document) -> _Sorted:
    result = _Sorted({}, {}, [], [])
    for key, value in document.data.items():
        word = key.strip().lower()
        name = _SYNONYMS.get(word, word)
        if name == "draft":
            continue
        is_own = name in FrontMatter.model_fields and name not in result.own
        if is_own and not _is_foreign_value(name, value):
            result.own[name] = _plain(name, value)
            for place, line in document.lines.items():
                if place[0] == key:
                    result.lines[name, *place[1:]] = line
        elif not is_own and (meant := _meant(word)):
            result.findings.append(_slip(key, meant, document.position((key,))))
        else:
            result.foreign.append(ForeignKey(key, document.position((key,))))
    is_draft = str(document.data.get("draft", "")).lower() in {"true", "yes", "on"}
    if is_draft and "status" not in result.own:
        result.own["status"] = "draft"
    return result


def _is_foreign_value(name: str, value: Value) -> bool:
    """Tell whether a value of one of our keys is a word of another tool."""
    word = str(value).strip().lower()
    if name == "date":
        return word in _TODAY
    return name == "status" and bool(word) and not any(_is_near(word, s) for s in _STATUSES)


def _plain(name: str, value: Value) -> Value:
    """Return a value in the form that we know."""
    match name:
        case "author":
            return _people(value)
        case "date" if isinstance(value, dict):
            return value.get("created") or value.get("published") or value
        case "role" | "status" if isinstance(value, str):
            return value.strip().lower()
    return value


def _people(value: Value) -> Value:
    """Return names, or what has a name, without what other tools say of people."""
    if isinstance(value, dict):
        value = [value]
    if not isinstance(value, list):
        return value
    people: list[Value] = []
    for person in value:
        if not isinstance(person, dict):
            people.append(person)
            continue
        name = person.get("name", "")
        if isinstance(name, dict):
            name = " ".join(str(name[part]) for part in ("given", "family") if part in name)
        role = {"role": person["role"]} if "role" in person else {}
        people.append({"name": name, **role} if name else person)
    return people


def _slip(key: str, meant: str, position: Position) -> Finding:
    return Finding(
        "unknown-key", position, f"{key}: there is no such setting", f'did you mean "{meant}"?'
    )


def _meant(word: str) -> str:
    """Return the key of ours of which a word is evidently a slip; "" if there is none."""
    if word in _NO_SLIPS or word in _SYNONYMS:
        return ""
    return next((name for name in FrontMatter.model_fields if _is_near(word, name)), "")


def _is_near(word: str, name: str) -> bool:
    """Tell whether a word is another, but for one slip in a short one or two in a long one."""
    allowed = 1 if min(len(word), len(name)) < 6 else 2
    return abs(len(word) - len(name)) <= allowed and _slips(word, name) <= allowed


def _slips(one: str, other: str) -> int:
    """Return how many letters are missing, added, changed or swapped with their neighbours.

    Source: optimal string alignment, a distance of Damerau and Levenshtein.
    """
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            costs = [rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b)]
            if i > 1 and j > 1 and (a, one[i - 2]) == (other[j - 2], b):
                costs.append(rows[-2][j - 2] + 1)
            row.append(min(costs))
        rows.append(row)
    return rows[-1][-1]


def _validated(document: Document) -> tuple[FrontMatter, list[Finding]]:
    try:
        return FrontMatter.model_validate(document.data), []
    except ValidationError as error:
        wrong = describe_errors(error, FrontMatter)
    findings = []
    for place, message in wrong:
        text, _, hint = message.partition("\n  hint: ")
        words = f"{'.'.join(str(part) for part in place)}: {text.rstrip('.')}"
        way = hint or "correct the value, or leave the key out"
        findings.append(Finding("front-matter", document.position(place), words, way))
    bad = {place[0] for place, _ in wrong}
    good: dict[str, Any] = {key: v for key, v in document.data.items() if key not in bad}
    return FrontMatter.model_validate(good), findings
