"""Front matter as it is written → keys and values, all values as text, each with its line.

Knows the syntax of YAML, TOML and JSON. Where it is broken, a finding says so, and the keys
that can be read by themselves are read.
"""

from __future__ import annotations

import json
import re
import tomllib
from contextlib import suppress
from typing import Any

from diglot.core.findings import Finding
from diglot.core.model import Position
from diglot.core.yaml_source import Document, KeyPath, Value, YamlError, parse_yaml
from diglot.source.matter import Matter

Lines = dict[KeyPath, tuple[int, int]]

_NAMES = {"yaml": "YAML", "toml": "TOML", "json": "JSON"}
_HINTS = {
    "yaml": 'write `key: value`, with quotation marks around a value that holds ":"',
    "toml": 'write `key = "value"`, with quotation marks around text',
    "json": 'write `"key": "value"`, with a comma between two of them',
}
_YAML_KEY = re.compile(r"^(?=[\w-]+[ \t]*:(?:\s|$))", re.MULTILINE)
_YAML_LINE = re.compile(r"([\w-]+)[ \t]*:[ \t]*(.*)")
_TOML_KEY = re.compile(r"^[ \t]*\"?([\w-]+)\"?[ \t]*=[ \t]*(.*)$", re.MULTILINE)
_TOML_TABLE = re.compile(r"^[ \t]*\[+[ \t]*\"?([\w-]+)", re.MULTILINE)
_TOML_PLACE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)")
_JSON_KEY = re.compile(r'"([\w-]+)"[ \t]*:[ \t]*("(?:[^"\\\n]|\\.)*"|)')


def parse_matter(matter: Matter, path: str) -> tuple[Document, list[Finding]]:
    """Return the keys of front matter, and what is wrong with how they are written."""
    parse = {"yaml": _yaml, "toml": _toml, "json": _json}[matter.kind]
    try:
        return parse(matter, path), []
    except YamlError as error:
        name, hint = _NAMES[matter.kind], _HINTS[matter.kind]
        if "\t" in error.message:
            hint = "indent with spaces, and put a space after the colon"
        finding = Finding(
            "front-matter",
            error.position,
            f"the front matter is not valid {name}: {error.message}",
            hint,
        )
    return _salvaged(matter, path), [finding]


def _yaml(matter: Matter, path: str) -> Document:
    return parse_yaml(matter.text, path, matter.first_line)


def _toml(matter: Matter, path: str) -> Document:
    try:
        data = tomllib.loads(matter.text)
    except tomllib.TOMLDecodeError as error:
        place = _TOML_PLACE.search(str(error))
        last = matter.text.count("\n")
        line, column = (int(place[1]), int(place[2])) if place and place[1] else (last, 1)
        message = _TOML_PLACE.sub("", str(error))
        position = Position(path, matter.first_line + line - 1, column)
        raise YamlError(position, message[:1].lower() + message[1:]) from error
    lines = _places(matter, _TOML_TABLE) | _places(matter, _TOML_KEY)
    return Document(path, {key: _as_text(value) for key, value in data.items()}, lines)


def _json(matter: Matter, path: str) -> Document:
    try:
        data = json.loads(matter.text)
    except json.JSONDecodeError as error:
        position = Position(path, matter.first_line + error.lineno - 1, error.colno)
        raise YamlError(position, error.msg[:1].lower() + error.msg[1:]) from error
    except RecursionError as error:
        raise YamlError(Position(path, matter.first_line), "nested too deeply") from error
    data_of_text = {str(key): _as_text(value) for key, value in data.items()}
    return Document(path, data_of_text, _places(matter, _JSON_KEY))


def _places(matter: Matter, pattern: re.Pattern[str]) -> Lines:
    """Return line and column of each key that a pattern finds, of the first with its name."""
    found: Lines = {}
    for match in pattern.finditer(matter.text):
        start = match.start(1)
        line = matter.first_line + matter.text.count("\n", 0, start)
        found.setdefault((match[1],), (line, start - matter.text.rfind("\n", 0, start)))
    return found


def _as_text(value: Any) -> Value:
    """Return a value with all that is no list or mapping as text, as YAML is read too."""
    match value:
        case dict():
            return {str(key): _as_text(item) for key, item in value.items()}
        case list():
            return [_as_text(item) for item in value]
        case bool():
            return "true" if value else "false"
        case None:
            return ""
    return str(value)


# What can be read of broken front matter ---------------------------------------------


def _salvaged(matter: Matter, path: str) -> Document:
    data: dict[str, Value] = {}
    lines: Lines = {}
    if matter.kind == "yaml":
        for start, chunk in _chunks(matter.text):
            line = matter.first_line + matter.text.count("\n", 0, start)
            part = _chunk(chunk, path, line)
            for key, value in part.data.items():
                if key not in data:
                    data[key] = value
                    lines |= {place: at for place, at in part.lines.items() if place[0] == key}
        return Document(path, data, lines)
    pattern = _TOML_KEY if matter.kind == "toml" else _JSON_KEY
    for match in pattern.finditer(matter.text):
        if match[2].strip():
            data.setdefault(match[1], _unquoted(match[2]))
    return Document(path, data, _places(matter, pattern))


def _chunks(text: str) -> list[tuple[int, str]]:
    """Return each key of YAML with the lines that belong to it, and where it begins."""
    starts = [match.start() for match in _YAML_KEY.finditer(text)]
    return [(a, text[a:b]) for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]


def _chunk(text: str, path: str, line: int) -> Document:
    with suppress(YamlError):
        return parse_yaml(text, path, line)
    match = _YAML_LINE.match(text)
    if not match or not match[2]:
        return Document(path, {}, {})
    return Document(path, {match[1]: _unquoted(match[2])}, {(match[1],): (line, 1)})


def _unquoted(value: str) -> str:
    return value.strip().strip("\"'").strip()
