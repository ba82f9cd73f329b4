"""Directives of MyST between the signs of code, read as what they make.

Knows `{figure}`, `{image}`, `{table}`, `{math}`, `{code-block}` and the like with their options,
and `{epigraph}`. Those of which no edition can make anything are named (rule M520).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from diglot.core.findings import Finding
from diglot.source.info import CODE_DIRECTIVES
from diglot.source.meant.remarks import Remarks, home_of, label, move
from diglot.source.repairs import start_of
from diglot.source.scan.scanned import Lines

DIRECTIVE = re.compile(
    r"(?P<base>[ \t]*)(?P<mark>`{3,}|~{3,})[ \t]*\{(?P<name>[a-z][\w-]*)\}[ \t]*"
    r"(?P<words>[^`]*?)[ \t]*"
)
OPTION = re.compile(r"[ \t]*:(?P<key>[\w-]+):(?:[ \t]+(?P<value>.*?))?[ \t]*")
_QUOTATIONS = ("epigraph", "pull-quote", "highlights")
_ELSEWHERE = re.compile(
    r"\{(?:[a-z]+:[\w-]+|toctree|tableofcontents|contents|glossary|list-table|csv-table|include|"
    r"bibliography|tab-set|tab-item|tabbed|grid|grid-item|grid-item-card|card|button|dropdown|"
    r"margin|sidebar|topic|rubric|index|raw|only|eval-rst|embed|iframe|exercise|solution|"
    r"versionadded|versionchanged|deprecated|autosummary|figure-md|subfigure)\}"
)

Options = dict[str, str]


def read_directive(remarks: Remarks, number: int, last: int, match: re.Match[str]) -> None:
    """Read a directive that has an end. number, last: of its first and its last line.

    match: of `DIRECTIVE`. One that is not known here stays code.
    """
    texts, name = remarks.texts, match["name"]
    given, body = options(texts, number + 1, last)
    if name == "math" or name in CODE_DIRECTIVES:
        if given:
            _keep_code(remarks, range(number, body), match, given)
    elif name in ("figure", "image") and match["words"]:
        _open(remarks, range(number, body), last, match)
        _show(remarks, range(body, last), number, match, given)
    elif name == "table":
        _open(remarks, range(number, body), last, match)
        home = home_of(texts, number, match["base"])
        named = " ".join(filter(None, (match["words"], _braced(_name(given)))))
        remarks.repair[last] = f"\n{home}: {named}\n" if named else ""
    elif name in _QUOTATIONS:
        _open(remarks, range(number, body), last, match)
        home = home_of(texts, number, match["base"])
        remarks.repair[number] = f"\n{home}::: {{.{name}}}{label(home, match['words'])}"
        remarks.close(last, home)


def check_directives(lines: Lines, path: str) -> Iterator[Finding]:
    """Yield the directives that make something of which there is nothing here."""
    for fence in lines.fences.values():
        if match := _ELSEWHERE.match(fence.info):
            yield Finding(
                "foreign-markup",
                start_of(lines, fence.first, path),
                f'"{match[0]}" is a directive of MyST, and would be printed as code',
                "write in Markdown what it would have made; to show it as typed, put a longer "
                "fence around it",
            )


def options(texts: list[str], first: int, last: int) -> tuple[Options, int]:
    """Return the options of a directive by name, and the number of the line below them."""
    found: Options = {}
    while first < last and (match := OPTION.fullmatch(texts[first])):
        value = match["value"] or ""
        is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
        found[match["key"]] = value[1:-1] if is_quoted else value
        first += 1
    return found, first


def _keep_code(remarks: Remarks, head: range, match: re.Match[str], given: Options) -> None:
    """Put the options of code or of a formula into the line that opens it."""
    caption = given.get("caption", "")
    inside = [_name(given), f'caption="{escape(caption)}"' if caption else ""]
    language = "math" if match["name"] == "math" else f"{match['words']} {_braced(*inside)}"
    remarks.texts[head.start] = f"{match['base']}{match['mark']}{language}".rstrip()
    remarks.repair[head.start] = remarks.texts[head.start]
    for number in head[1:]:
        remarks.texts[number], remarks.repair[number] = "", None
    remarks.code.update(head)


def _open(remarks: Remarks, head: range, last: int, match: re.Match[str]) -> None:
    """Let what is in a directive be text. head: its first line and those of its options."""
    base = match["base"]
    body = range(head.stop, last)
    remarks.bodies.append(body)
    home = home_of(remarks.texts, head.start, base)
    move(remarks, body, re.compile(re.escape(base)), home)
    for number in (*head, last):
        remarks.texts[number] = ""


def _show(remarks: Remarks, body: range, number: int, match: re.Match[str], given: Options) -> None:
    """Write a picture; the first paragraph of the body is its caption."""
    texts = remarks.texts
    pairs = [f'{k}="{escape(given[k])}"' for k in ("alt", "width", "height") if given.get(k)]
    home = home_of(texts, number, match["base"])
    behind = f"](<{match['words']}>){_braced(_name(given), *pairs)}"
    first = next((n for n in body if texts[n].strip()), None)
    if first is None:
        remarks.repair[number] = f"\n{home}![{behind}\n"
        return
    end = next((n for n in range(first, body.stop) if not texts[n].strip()), body.stop)
    for place in range(first, end):
        words = texts[place].strip()
        before = f"\n{home}![" if place == first else home
        remarks.repair[place] = f"{before}{words}{behind if place == end - 1 else ''}"


def _name(given: Options) -> str:
    name = given.get("name") or given.get("label", "")
    return f"#{name}" if name else ""


def _braced(*parts: str) -> str:
    inside = " ".join(filter(None, parts))
    return f"{{{inside}}}" if inside else ""
