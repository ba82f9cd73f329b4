"""Side remarks, theorems and directives that other programs put between the signs of code.

Knows ```` ```{note} ```` (MyST), ```` ```admonish tip ```` (mdBook), ```` ```ad-tip ````
(Obsidian), `{theorem, name="…"}` and `{block2, type="rmdtip"}` (bookdown): each is a division.
"""

from __future__ import annotations

import re
from html import escape

from diglot.core.model import UNTITLED
from diglot.source.meant.directives import DIRECTIVE, options, read_directive
from diglot.source.meant.remarks import KINDS, TITLE, Remarks, home_of, kind_in, move

# A remark between the signs of code, with lines that say how it looks.
_FENCED = re.compile(
    rf"(?P<base>[ \t]*)(?:`{{3,}}|~{{3,}})[ \t]*\{{(?P<kind>{KINDS})\}}[ \t]*(?P<title>[^`]*)",
    re.IGNORECASE,
)
# The same as mdBook and a plugin of Obsidian have it; the second says the title on a line below.
_ADMONISHED = re.compile(
    r"(?P<base>[ \t]*)(?:`{3,}|~{3,})[ \t]*(?:admonish(?:[ \t]+(?P<kind>[A-Za-z-]+)(?![\w=-]))?"
    r"(?P<rest>[ \t][^`]*)?|ad-(?P<ad>[A-Za-z-]+)[ \t]*)"
)
_AD_LINE = re.compile(r"[ \t]*(?P<key>title|collapse|icon|color):[ \t]*(?P<value>.*?)[ \t]*")
_BLOCK = re.compile(
    r"(?P<base>[ \t]*)(?:`{3,}|~{3,})[ \t]*\{(?P<name>block2?|theorem|lemma|corollary|proposition|"
    r"conjecture|definition|example|exercise|hypothesis|proof|remark|solution)"
    r"(?P<options>[ \t]*(?:,[^{}`]*)?)\}[ \t]*"
)
_OPTION = re.compile(r"(?P<key>\w+)[ \t]*=[ \t]*[\"'](?P<value>[^\"']*)[\"']")


def is_fenced(text: str) -> bool:
    """Tell whether a line begins code that is none: a remark, a theorem or a directive."""
    return any(p.fullmatch(text) for p in (_FENCED, _BLOCK, _ADMONISHED, DIRECTIVE))


def read_fenced(remarks: Remarks, number: int, last: int) -> bool:
    """Read what is between the signs of code, or between colons; tell whether it is now text.

    number, last: of its first and its last line.
    """
    text = remarks.texts[number]
    if match := _FENCED.fullmatch(text):
        _read_remark(remarks, number, last, match)
    elif match := _ADMONISHED.fullmatch(text):
        _read_admonished(remarks, number, last, match)
    elif (match := DIRECTIVE.fullmatch(text)) and read_directive(remarks, number, last, match):
        pass
    elif match := _BLOCK.fullmatch(text):
        _read_block(remarks, number, last, match)
    else:
        return False
    return True


def _read_remark(remarks: Remarks, number: int, last: int, match: re.Match[str]) -> None:
    """Read a remark between the signs of code. last: the number of its last line."""
    texts, base = remarks.texts, match["base"]
    home = home_of(texts, number, base)
    given, body = options(texts, number + 1, last)
    kind = match["kind"].lower()
    kind = kind_in(given.get("class", ""), kind) if kind == "admonition" else kind
    texts[number + 1 : body] = [""] * (body - number - 1)
    remarks.bodies.append(range(body, last))
    move(remarks, remarks.bodies[-1], re.compile(re.escape(base)), home)
    remarks.open(number, home, kind, match["title"])
    texts[last] = ""
    remarks.close(last, home)


def _read_admonished(remarks: Remarks, number: int, last: int, match: re.Match[str]) -> None:
    """Read a remark between the signs of code, whose title is in quotes or below."""
    texts, base, rest = remarks.texts, match["base"], match["rest"] or ""
    home = home_of(texts, number, base)
    named = TITLE.search(rest) or re.search(r"(?<!=)\"([^\"]*)\"", rest)
    title, body = named[1] if named else "", number + 1
    while match["ad"] and body < last and (line := _AD_LINE.fullmatch(texts[body])):
        title = line["value"] if line["key"] == "title" else title
        texts[body] = ""
        body += 1
    remarks.bodies.append(range(body, last))
    move(remarks, remarks.bodies[-1], re.compile(re.escape(base)), home)
    remarks.open(number, home, match["kind"] or match["ad"] or "note", title)
    texts[last] = ""
    remarks.close(last, home)


def _read_block(remarks: Remarks, number: int, last: int, match: re.Match[str]) -> None:
    """Read a theorem or a remark of bookdown, between the signs of code."""
    texts, base = remarks.texts, match["base"]
    home = home_of(texts, number, base)
    given = {option["key"]: option["value"] for option in _OPTION.finditer(match["options"])}
    remarks.bodies.append(range(number + 1, last))
    move(remarks, remarks.bodies[-1], re.compile(re.escape(base)), home)
    if match["name"].startswith("block"):
        remarks.open(number, home, given.get("type", "note").removeprefix("rmd"), "")
    else:
        name = f'name="{escape(given["name"])}"' if "name" in given else f".note .{UNTITLED}"
        texts[number] = ""
        remarks.repair[number] = f"\n{home}::: {{.{match['name']} {name}}}\n"
    texts[last] = ""
    remarks.close(last, home)
