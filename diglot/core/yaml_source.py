"""YAML as its author wrote it: every scalar a string, every value with its line.

Knows YAML syntax; knows nothing of what the keys mean. Strings throughout, so
that `title: 1984`, `title: No` and `isbn: 9780…` stay what they look like.
"""

from __future__ import annotations

from collections.abc import Iterator

import yaml
from msgspec import Struct

from diglot.core.model import Position

Value = str | list["Value"] | dict[str, "Value"]
KeyPath = tuple[str | int, ...]


class YamlError(Exception):
    """The text is not YAML that a book can use. `position` says where."""

    def __init__(self, position: Position, message: str) -> None:
        super().__init__(message)
        self.position = position
        self.message = message


class Document(Struct, frozen=True):
    """A YAML mapping and where each of its values is.

    lines: from the path of keys and indexes to (line, column), both 1-based.
    """

    path: str
    data: dict[str, Value]
    lines: dict[KeyPath, tuple[int, int]]

    def position(self, place: KeyPath) -> Position:
        """Return where a value is, or the nearest value around it."""
        while place and place not in self.lines:
            place = place[:-1]
        line, column = self.lines.get(place, (1, 1))
        return Position(self.path, line, column)

    def strings(self, *keys: str) -> tuple[tuple[str, Position], ...]:
        """Return all that is written under some keys, lists and mappings too, with its place."""
        return tuple(found for key in keys for found in self._strings(self.data.get(key), (key,)))

    def _strings(self, value: Value | None, place: KeyPath) -> Iterator[tuple[str, Position]]:
        match value:
            case str():
                yield value, self.position(place)
            case list():
                for index, item in enumerate(value):
                    yield from self._strings(item, (*place, index))
            case dict():
                for key, item in value.items():
                    yield from self._strings(item, (*place, key))


def parse_yaml(text: str, path: str, first_line: int = 1) -> Document:
    """Return the mapping written in `text`.

    first_line: the line of the file on which `text` begins.
    Raises YamlError for broken syntax, a key given twice, an alias, or
    anything but a mapping at the top.
    """
    reading = _Reading(path, first_line)
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlError(reading.position(mark), _describe(error)) from error
    except (yaml.YAMLError, RecursionError) as error:
        message = str(error).partition("\n")[0] or "nested too deeply"
        raise YamlError(Position(path, first_line), message) from error
    if node is None:
        return Document(path, {}, {})
    if not isinstance(node, yaml.MappingNode):
        raise YamlError(
            reading.position(node.start_mark), "expected lines of the form `key: value`"
        )
    data = reading.mapping(node, ())
    return Document(path, data, reading.lines)


def _describe(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or error.context or "not valid YAML"
    if "mapping values are not allowed" in problem:
        return 'a second ":" on the line; put the value between quotation marks'
    return problem


class _Reading:
    """The walk through one composed document, which collects lines as it goes."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.lines: dict[KeyPath, tuple[int, int]] = {}
        self.open: set[int] = set()

    def position(self, mark: yaml.Mark | None) -> Position:
        if mark is None:
            return Position(self.path, self.first_line)
        return Position(self.path, self.first_line + mark.line, mark.column + 1)

    def mapping(self, node: yaml.MappingNode, place: KeyPath) -> dict[str, Value]:
        result: dict[str, Value] = {}
        for key_node, value_node in node.value:
            where = self.position(key_node.start_mark)
            if not isinstance(key_node, yaml.ScalarNode):
                raise YamlError(where, "a key must be a plain word")
            key = str(key_node.value)
            if key in result:
                raise YamlError(where, f'the key "{key}" is given twice')
            self.lines[(*place, key)] = (where.line, where.column)
            result[key] = self.value(value_node, (*place, key))
        return result

    def value(self, node: yaml.Node, place: KeyPath) -> Value:
        # An alias is the same node met again: refuse it, as it can grow without bound.
        if id(node) in self.open:
            raise YamlError(
                self.position(node.start_mark), "anchors and aliases cannot be used here"
            )
        self.open.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            items: list[Value] = []
            for index, item in enumerate(node.value):
                where = self.position(item.start_mark)
                self.lines[(*place, index)] = (where.line, where.column)
                items.append(self.value(item, (*place, index)))
            return items
        is_null = node.tag == "tag:yaml.org,2002:null"
        return "" if is_null else str(node.value)
