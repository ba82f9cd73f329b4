"""Blocks between tags of templates: GitBook's, and those that themes of Hugo and Jekyll share.

Knows `{% hint style="info" %}` and the like up to its end, tabs, code with a title,
`{% highlight %}` and `{{< figure >}}`. Goes in: the lines of a text. Comes out: what is read
in place of some. A tag without an end, or with words on its line, is left for rule M520.
"""

from __future__ import annotations

import re
from html import escape

from diglot.source.meant.remarks import Remarks, home_of, move

_HINTS = (
    "hint|callout|notice|admonition|alert|note|tip|warning|info|caution|danger|important|details"
)
_NAME = rf"(?P<name>{_HINTS}|tabs?|code|content-ref|stepper|step|columns?|highlight|figure)"
_OPENING = re.compile(
    rf"(?P<base>[ \t]*)\{{(?:%|\{{[<%])[ \t]*{_NAME}\b(?P<words>(?:\"[^\"]*\"|[^\"%>{{}}])*?)"
    r"[ \t]*/?(?:%|[%>]\})\}[ \t]*"
)
_FIGURE = re.compile(r"[ \t]*\{\{[<%][ \t]*figure\b[^}]*")
_VALUE = re.compile(
    r"(?:(?P<key>[\w-]+)=)?(?:\"(?P<quoted>[^\"]*)\"|`(?P<raw>[^`]*)`|(?P<bare>[^\s\"`]+))"
)
_KINDS = frozenset(_HINTS.split("|")) | {"success", "error", "question", "example"}
_COLORS = {"primary": "note", "secondary": "note"}
_SHOWN = frozenset(
    {"src", "alt", "caption", "title", "width", "height", "class", "loading", "align"}
)
# Around what they hold these say nothing that a page could show.
_AROUND = frozenset({"tabs", "content-ref", "stepper", "step", "columns", "column"})


def is_shortcode(text: str) -> bool:
    """Tell whether a line begins what may be read here."""
    return bool(_OPENING.fullmatch(text) or _FIGURE.fullmatch(text))


def read_shortcode(remarks: Remarks, number: int) -> None:
    """Read what begins on a line."""
    texts = remarks.texts
    match = _OPENING.fullmatch(texts[number])
    if not match:
        _read_figure(remarks, number)
        return
    name = match["name"]
    given = _values(match["words"])
    if name == "figure":
        _show(remarks, range(number, number + 1), match["base"], given)
        return
    last = _end_of(texts, number, name)
    if last is None:
        return
    home = home_of(texts, number, match["base"])
    if name == "highlight":
        _write_code(remarks, range(number, last + 1), match["base"], given.get("0", ""))
        return
    body = range(number + 1, last)
    if name == "code":
        _name_code(texts, body, given.get("title", ""))
    texts[number] = texts[last] = ""
    if name in _AROUND or name == "code":
        return
    remarks.bodies.append(body)
    move(remarks, body, re.compile(re.escape(match["base"])), home)
    if name == "tab":
        remarks.open(number, home, "tab", given.get("title") or given.get("0", ""))
    else:
        remarks.open(number, home, *_kind_and_title(name, given))
    remarks.close(last, home)


def _read_figure(remarks: Remarks, number: int) -> None:
    """Read a figure of Hugo whose tag begins on a line and goes on over more."""
    texts = remarks.texts
    end = next((n for n in range(number, len(texts)) if "}}" in texts[n] or not texts[n]), number)
    whole = _OPENING.fullmatch(" ".join(line.rstrip() for line in texts[number : end + 1]))
    if whole:
        _show(remarks, range(number, end + 1), whole["base"], _values(whole["words"]))


def _values(words: str) -> dict[str, str]:
    """Return what is behind a tag's name, by key; what has no key by its number."""
    found: dict[str, str] = {}
    for match in _VALUE.finditer(words):
        value = next(v for v in (match["quoted"], match["raw"], match["bare"], "") if v is not None)
        found.setdefault(match["key"] or str(sum(key.isdigit() for key in found)), value)
    return found


def _end_of(texts: list[str], number: int, name: str) -> int | None:
    """Return the line that ends what begins on a line; blocks of its name may be in it."""
    is_liquid = texts[number].lstrip().startswith("{%")
    mark, end = (r"\{%", rf"end{name}") if is_liquid else (r"\{\{[<%]", rf"/[ \t]*{name}")
    closes = re.compile(rf"[ \t]*{mark}[ \t]*{end}[ \t]*[%>]\}}{{1,2}}[ \t]*$")
    opens = re.compile(rf"[ \t]*{mark}[ \t]*{name}\b")
    return end_of_block(texts, number, opens, closes)


def end_of_block(
    texts: list[str], number: int, opens: re.Pattern[str], closes: re.Pattern[str]
) -> int | None:
    """Return the line that ends what begins on a line; blocks of its kind may be in it."""
    depth = 0
    for place in range(number, len(texts)):
        if closes.match(texts[place]):
            depth -= 1
            if not depth:
                return place
        elif opens.match(texts[place]):
            depth += 1
    return None


def _kind_and_title(name: str, given: dict[str, str]) -> tuple[str, str]:
    keys = [given[key] for key in ("style", "type", "color") if given.get(key)]
    numbered = [given[key] for key in sorted(given) if key.isdigit()]
    said = [word.lower() for word in (*keys, *numbered[:1])]
    kind = next(
        (word for word in said if word in _KINDS), _COLORS.get(said[0] if said else "", name)
    )
    rest = numbered[1:] if numbered and numbered[0].lower() in (*_KINDS, *_COLORS) else numbered
    title = given.get("title") or (rest[0] if rest else "")
    return (kind if kind not in ("callout", "notice", "admonition", "alert") else "note"), title


def _write_code(remarks: Remarks, lines: range, base: str, language: str) -> None:
    inside = remarks.texts[lines.start + 1 : lines.stop - 1]
    mark = "`" * max(3, *(len(run) + 1 for text in inside for run in re.findall(r"`{3,}", text)), 3)
    for number, text in ((lines.start, f"{base}{mark}{language}"), (lines.stop - 1, base + mark)):
        remarks.texts[number] = remarks.repair[number] = text
        remarks.code.add(number)


def _name_code(texts: list[str], body: range, title: str) -> None:
    """Give the code between a tag and its end the title that the tag has."""
    first = next((number for number in body if texts[number].strip()), None)
    if title and first is not None and texts[first].lstrip().startswith(("```", "~~~")):
        texts[first] = f'{texts[first].rstrip()} title="{escape(title)}"'


def _show(remarks: Remarks, lines: range, base: str, given: dict[str, str]) -> None:
    """Write a picture, unless something would be lost."""
    captions = [given[key] for key in ("caption", "title") if given.get(key)]
    if "src" not in given or given.keys() - _SHOWN or len(captions) > 1:
        return
    pairs = [
        f'{key}="{escape(given[key])}"' for key in ("alt", "width", "height") if given.get(key)
    ]
    braces = f"{{{' '.join(pairs)}}}" if pairs else ""
    remarks.texts[lines.start] = f"{base}![{''.join(captions)}](<{given['src']}>){braces}"
    for number in lines[1:]:
        remarks.texts[number] = ""
