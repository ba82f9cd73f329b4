"""Directives of MyST, between the signs of code or between colons, read as what they make.

Knows `{figure}`, `{image}`, `{table}`, `{list-table}`, `{csv-table}`, `{math}`, `{code-block}`,
`{glossary}`, `{epigraph}` and the like with their options, tabs, exercises and theorems, and
`(label)=` above what has that name. Those of which no edition can make anything are named (rule
M520).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape

from diglot.core.findings import Finding
from diglot.source.info import CODE_DIRECTIVES
from diglot.source.meant.bodies import begins_with_row, write_cells, write_glossary, write_rows
from diglot.source.meant.inline import as_meant
from diglot.source.meant.remarks import HEADED, KINDS, Remarks, home_of, label, move
from diglot.source.repairs import start_of
from diglot.source.scan.scanned import Lines

DIRECTIVE = re.compile(
    r"(?P<base>[ \t]*)(?P<mark>`{3,}|~{3,}|:{3,})[ \t]*\{(?P<name>[A-Za-z][\w:-]*)\}[ \t]*"
    r"(?P<words>[^`]*?)[ \t]*"
)
LABEL = re.compile(
    r"(?P<base>[ \t]*)(?:\((?P<name>\w[\w:./-]*)\)=|\{#(?P<braced>\w[\w:.-]*)\})[ \t]*"
)
OPTION = re.compile(r"[ \t]*:(?P<key>[\w-]+):(?:[ \t]+(?P<value>.*?))?[ \t]*")
_PAIR = re.compile(r"[ \t]*(?:(?P<key>[\w-]+):)?(?:[ \t]*(?P<value>.*?))?[ \t]*")
# What begins no caption.
_BLOCK = re.compile(r"[ \t]*(?:[|>#]|[-*+][ ]|\d+[.)][ ]|:{3}|`{3}|~{3})")
_COLONS = re.compile(r"[ \t]*:{3,}(?P<words>.*)")
_QUOTATIONS = ("epigraph", "pull-quote", "highlights", "blockquote")
# What is read as a side remark, and as which kind.
_REMARKS = {
    **dict.fromkeys(("margin", "sidebar", "aside", "topic"), "note"),
    "dropdown": "details",
    "tab-item": "tab",
    "card": "card",
    "grid-item-card": "card",
    "prf:example": "example",
    **{f"{before}{kind}": kind for kind in HEADED for before in ("", "prf:", "proof:")},
    **{f"{kind}-start": kind for kind in ("exercise", "solution")},
}
# Tables, and what tells whether lines are rows of one.
_ROWS: dict[str, Callable[[list[str]], bool]] = {
    "list-table": begins_with_row,
    "csv-table": lambda texts: any(map(str.strip, texts)),
}
# What only holds others.
_AROUND = ("tab-set", "grid", "grid-item", "div")
_ELSEWHERE = re.compile(
    r"\{(?:[a-z]+:[\w-]+|toctree|tableofcontents|contents|csv-table|include|tabbed|"
    r"button|rubric|index|raw|only|eval-rst|embed|iframe|video|youtube|"
    r"versionadded|versionchanged|deprecated|autosummary|figure-md|subfigure|graphviz|"
    r"list-table|glossary|bibliography|tab-set|tab-item|exercise|solution|dropdown|margin|sidebar|"
    r"grid|grid-item|topic)\}"
)

Options = dict[str, str]


def end_of(lines: Lines, texts: list[str], number: int, mark: str) -> int | None:
    """Return the number of the line that ends a directive; None if there is none.

    lines: as they were scanned. texts: as they are now. mark: the signs that begin it.
    """
    if mark[0] != ":":
        fence = lines.fences.get(number)
        return fence.last if fence and fence.is_closed else None
    depth = 0
    for other in range(number + 1, len(texts)):
        match = _COLONS.fullmatch(texts[other]) if lines.kinds[other] != "code" else None
        if match and match["words"].strip():
            depth += 1
        elif match and not depth:
            return other
        elif match:
            depth -= 1
    return None


def read_directive(remarks: Remarks, number: int, last: int, match: re.Match[str]) -> bool:
    """Read a directive that has an end; tell whether what is in it is now text.

    number, last: of its first and its last line. match: of `DIRECTIVE`. One that is not known
    here stays as it is.
    """
    texts, name = remarks.texts, match["name"].lower()
    given, body = options(texts, number + 1, last)
    head = range(number, body)
    home = home_of(texts, number, match["base"])
    if name == "math" or name in CODE_DIRECTIVES:
        if given or match["mark"][0] == ":":
            head = range(number, body + (body < last and not texts[body].strip()))
            _keep_code(remarks, head, last, match, given)
        return False
    if name in ("figure", "image") and match["words"]:
        _open(remarks, head, last, match)
        _show(remarks, range(body, last), number, match, given)
    elif name == "figure" and _name(given) and any(map(str.strip, texts[body:last])):
        _open(remarks, head, last, match)  # the pictures are in it, and the caption comes last
        remarks.repair[number] = f"\n{home}::: {_braced(_name(given))}\n"
        remarks.close(last, home)
    elif name == "table":
        _open(remarks, head, last, match)
        named = " ".join(filter(None, (as_meant(match["words"]), _braced(_name(given)))))
        remarks.repair[last] = f"\n{home}: {named}\n" if named else ""
    elif name in _ROWS and _ROWS[name](texts[body:last]):
        _open(remarks, head, last, match)
        _write_table(remarks, number, range(body, last), match, given)
    elif name == "glossary":
        _open(remarks, head, last, match)
        write_glossary(remarks, range(body, last), home)
    elif name == "bibliography":
        for line in range(number, last + 1):
            texts[line] = ""
        remarks.repair[number] = f"\n{home}::: {{#refs}}\n\n{home}:::\n"
    elif name in _QUOTATIONS:
        _open(remarks, head, last, match)
        remarks.repair[number] = f"\n{home}::: {{.{name}}}{label(home, match['words'])}"
        remarks.close(last, home)
    elif name in _AROUND:
        _open(remarks, head, last, match)
    elif name in _REMARKS:
        _open(remarks, head, last, match)
        _read_remark(remarks, number, last, match, given)
    elif name == "raw" and match["words"] in ("html", "latex"):
        given["raw"] = match["words"]
        _keep_code(remarks, head, last, match, given)
    elif match["mark"][0] == ":" and not re.fullmatch(KINDS, name):
        texts[last] = ""  # what begins it is named
    else:
        return False
    return True


def read_label(remarks: Remarks, number: int, match: re.Match[str]) -> None:
    """Read a label above a heading, a figure or a paragraph as a place that links lead to.

    Between other lines it may be a formula; in braces it is one only right above what it names.
    """
    texts = remarks.texts
    above, below = ["", *texts][number], [*texts, ""][number + 1]
    if above.strip() and (match["braced"] or not above.startswith("#")):
        return
    if match["braced"] and not below.strip():
        return
    home = home_of(texts, number, match["base"])
    texts[number] = ""
    remarks.repair[number] = f'\n{home}<a id="{match["name"] or match["braced"]}"></a>\n'


def _write_table(
    remarks: Remarks, number: int, body: range, match: re.Match[str], given: Options
) -> None:
    """Write a list of rows, or rows of cells between commas, as a table of HTML."""
    home = home_of(remarks.texts, number, match["base"])
    heads = int(given["header-rows"]) if given.get("header-rows", "").isdecimal() else 0
    head_row = ""
    if match["name"].lower() == "csv-table":
        head_row = write_cells(remarks, body, heads, given, home)
    else:
        write_rows(remarks, body, heads, home)
    caption = f"\n{home}<caption>{as_meant(match['words'])}</caption>" if match["words"] else ""
    tag = f'<table id="{escape(_name(given)[1:])}">' if _name(given) else "<table>"
    remarks.repair[number] = f"\n{home}{tag}{caption}{head_row}"
    remarks.repair[body.stop] = f"{home}</table>\n"


def _read_remark(
    remarks: Remarks, number: int, last: int, match: re.Match[str], given: Options
) -> None:
    """Read what is a side remark here: an exercise, a theorem, a tab."""
    name = match["name"].lower()
    home = home_of(remarks.texts, number, match["base"])
    title = match["words"]
    if name.startswith("solution") and title:
        title = f"[](#{title})"  # the exercise that it is of
    kind = _REMARKS[name]
    remarks.open(number, home, kind, title, _name(given))
    if not name.endswith("-start"):
        remarks.close(last, home)
        return
    end = f"{{{name.removesuffix('-start')}-end}}"
    places = [n for n in range(last + 1, len(remarks.texts)) if end in remarks.texts[n]]
    if not places:
        remarks.close(last, home)
        return
    first = places[0]
    for line in (first, first + 1)[: 1 + (first + 1 < len(remarks.texts))]:
        remarks.texts[line] = ""
    remarks.close(first, home)


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
    """Return the options of a directive by name, and the number of the line below them.

    They are lines of their own between colons, or YAML between hyphens.
    """
    found: Options = {}
    pattern, below = OPTION, 0
    fences = [n for n in range(first, last) if texts[n].strip() == "---"][:2]
    if len(fences) == 2 and fences[0] == first:
        pattern, first, last, below = _PAIR, first + 1, fences[1], 1
    while first < last and (match := pattern.fullmatch(texts[first])):
        value = match["value"] or ""
        is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
        is_quoted = is_quoted and value[0] not in value[1:-1]
        found[match["key"] or ""] = value[1:-1] if is_quoted else value
        first += 1
    return found, last + 1 if below else first


def _keep_code(
    remarks: Remarks, head: range, last: int, match: re.Match[str], given: Options
) -> None:
    """Put the options of code or of a formula into the line that opens it."""
    caption = given.get("caption", "")
    inside = [_name(given), f'caption="{escape(caption)}"' if caption else ""]
    words = "math" if match["name"] == "math" else match["words"]
    language = f"{{={given['raw']}}}" if "raw" in given else f"{words} {_braced(*inside)}"
    mark = match["mark"]
    if mark[0] == ":":
        mark = "````"
        remarks.texts[last] = remarks.repair[last] = match["base"] + mark
        remarks.code.add(last)
    remarks.texts[head.start] = f"{match['base']}{mark}{language}".rstrip()
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
    if first is None or _BLOCK.match(texts[first]):
        remarks.repair[number] = f"\n{home}![{behind}\n"
        return
    end = next((n for n in range(first, body.stop) if not texts[n].strip()), body.stop)
    for place in range(first, end):
        words = as_meant(texts[place].strip())
        before = f"\n{home}![" if place == first else home
        remarks.repair[place] = f"{before}{words}{behind if place == end - 1 else ''}"


def _name(given: Options) -> str:
    name = given.get("name") or given.get("label", "")
    return f"#{name}" if name else ""


def _braced(*parts: str) -> str:
    inside = " ".join(filter(None, parts))
    return f"{{{inside}}}" if inside else ""
