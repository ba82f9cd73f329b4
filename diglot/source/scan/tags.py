"""One tag of HTML: its name, what it says, and what becomes of such elements.

Knows the names of HTML; knows no node of pandoc's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html.parser import HTMLParser
from typing import Literal

from msgspec import Struct

from diglot.core.model import Direction

# To pandoc letters of any script name an element; what HTML does not know is printed.
TAG = re.compile(r"</?[^\W\d_][\w.-]*(?:\s(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)?/?>")
COMMENT = re.compile(r"<!--.*?-->|<\?.*?\?>", re.DOTALL)
_ANY = re.compile(rf"{TAG.pattern}|{COMMENT.pattern}", re.DOTALL)

# What an element becomes, by its name: a node of pandoc's, or one of ours beside them.
STYLES = {
    "b": "Strong", "strong": "Strong", "i": "Emph", "em": "Emph", "cite": "Emph", "dfn": "Emph",
    "var": "Emph", "s": "Strikeout", "strike": "Strikeout", "del": "Strikeout",
    "u": "Underline", "ins": "Underline", "sup": "Superscript", "sub": "Subscript",
    "kbd": "Keyboard", "mark": "Mark", "small": "Small", "q": "Quotation",
}  # fmt: skip
CODES = frozenset({"code", "tt", "samp"})
# Elements that say nothing that is printed, or only by their attributes.
PLAIN = frozenset(
    {"span", "font", "big", "nobr", "abbr", "acronym", "bdi", "bdo", "time", "data", "label",
     "picture", "basefont"}
)  # fmt: skip
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
DIVISIONS = frozenset(
    {"div", "section", "article", "main", "header", "footer", "nav", "address", "hgroup",
     "search", "aside", "center", "details", "body", "html"}
)  # fmt: skip
LISTS = frozenset({"ul", "ol", "menu", "dir"})
# Parts of tables, lists and figures: outside of these they mean nothing.
ALONE_NOWHERE = frozenset(
    {"dt", "dd", "summary", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th",
     "td", "figcaption"}
)  # fmt: skip
BLOCKS = DIVISIONS | HEADINGS | LISTS | ALONE_NOWHERE | {
    "p", "li", "dl", "blockquote", "table", "figure", "hr", "pre"
}  # fmt: skip
VOID = frozenset(
    {"area", "base", "basefont", "br", "col", "embed", "hr", "img", "input", "link", "meta",
     "param", "source", "track", "wbr"}
)  # fmt: skip
# What no book can show. What runs or loads something, and what only a screen has.
RUNNING = frozenset({"script", "style", "iframe", "object", "embed"})
_SCREEN = frozenset(
    {"svg", "canvas", "video", "audio", "form", "input", "button", "select", "option", "optgroup",
     "textarea", "fieldset", "legend", "map", "area", "math", "noscript", "template", "dialog",
     "progress", "meter", "output", "datalist", "link", "meta", "base", "head", "title", "ruby",
     "rt", "rp", "rb", "rtc", "applet", "frame", "frameset", "noframes", "marquee", "blink",
     "slot", "param", "track"}
)  # fmt: skip
REFUSED = RUNNING | _SCREEN
_KNOWN = (
    frozenset(STYLES) | CODES | PLAIN | BLOCKS | VOID | REFUSED | {"a", "br", "wbr", "img"}
)  # fmt: skip
# Such a tag that is not whole. What one letter names may be a comparison: a <b.
_NAMES = "|".join(
    sorted((name for name in _KNOWN if len(name) > 1), key=lambda name: (-len(name), name))
)
_QUOTED = r"\"(?:[^\"\n]|\n(?!\s*\n))*\"|'(?:[^'\n]|\n(?!\s*\n))*'"
_PAIR = rf"[^\s\"'<>/=`{{}}\[\]]+(?:\s*=\s*(?:{_QUOTED}|[^\s\"'<>`]+))?"
_WHOLE = rf"</?[\w.-]+(?:\s+{_PAIR})*\s*/?>"
BROKEN_TAG = rf"<(?:(?:{_NAMES})(?=[\s<]|$)|/[A-Za-z][\w-]*|[a-z](?=[ ][a-z-]+=[\"']))"
BROKEN_TAG = rf"(?!{_WHOLE}){BROKEN_TAG}"
# Names of attributes that pandoc does not know make it print the tag: @click, %, x.y.
_OPENING = re.compile(rf"<(?P<name>[a-z][\w-]*)(?P<pairs>(?:\s+{_PAIR})+)\s*/?>", re.IGNORECASE)
_KNOWN_PAIR = re.compile(r"\s+[^\W\d_](?:[^\W_]|[:_-])*(?:\s*=.*)?", re.DOTALL)
_ALIGN = re.compile(r"text-align\s*:\s*(left|right|center|start|end)", re.IGNORECASE)


class Tag(Struct, frozen=True):
    """A tag as it was written.

    name: in small letters. closes: whether it ends an element. is_alone: whether the
        element has no end, as <br> and <a id="x"/>.
    """

    markup: str
    name: str
    closes: bool
    is_alone: bool
    pairs: tuple[tuple[str, str], ...] = ()

    def get(self, key: str) -> str:
        """Return the value of an attribute, or an empty string."""
        return next((value for name, value in self.pairs if name == key), "")

    @property
    def is_known(self) -> bool:
        """Tell whether HTML has such an element; <Tabs> and <your-name> are others."""
        return self.name in _KNOWN and not self._is_capitalized

    @property
    def _is_capitalized(self) -> bool:
        written = self.markup.lstrip("</")[: len(self.name)]
        return written[:1].isupper() and written != written.upper()


class _TagParser(HTMLParser):
    """Reads one opening tag."""

    pairs: tuple[tuple[str, str], ...] = ()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.pairs = tuple((key, value or "") for key, value in attrs)


@lru_cache(maxsize=4096)
def read_tag(markup: str) -> Tag | None:
    """Return the tag that raw markup is, or None for anything else."""
    markup = markup.strip()
    if not TAG.fullmatch(markup):
        return None
    name = re.split(r"[\s/>]", markup.lstrip("</"), maxsplit=1)[0].lower()
    if markup.startswith("</") and name in VOID:  # to browsers </br> is a break, </img> nothing
        return Tag(markup, name if name == "br" else "source", closes=False, is_alone=True)
    if markup.startswith("</"):
        return Tag(markup, name, closes=True, is_alone=False)
    parser = _TagParser()
    parser.feed(markup)
    return Tag(markup, name, False, name in VOID or markup.endswith("/>"), parser.pairs)


def strange_attributes(prose: str) -> Iterator[tuple[int, int]]:
    """Yield from where to where attributes stand for which pandoc would print their tag."""
    for match in _OPENING.finditer(prose):
        pairs = list(re.finditer(rf"\s+{_PAIR}", match["pairs"]))
        # What one letter names may be a comparison: a <b & c>.
        is_known = match["name"].lower() in _KNOWN or match["name"][0].isupper()
        is_tag = is_known and (len(match["name"]) > 1 or "=" in match[0])
        for pair in pairs if is_tag else ():
            if not _KNOWN_PAIR.fullmatch(pair[0]):
                start = match.start("pairs")
                yield start + pair.start(), start + pair.end()


def split_tags(markup: str) -> Iterator[str]:
    """Yield the tags of raw HTML and what is between them, in order."""
    end = 0
    for match in _ANY.finditer(markup):
        yield from filter(None, (markup[end : match.start()], match[0]))
        end = match.end()
    yield from filter(None, (markup[end:],))


Side = Literal["start", "center", "end", ""]


def alignment(pairs: tuple[tuple[str, str], ...], direction: Direction) -> Side:
    """Return how `align` or `style` set the lines; "" for as all lines are.

    HTML says left and right; in a book of two directions one of them is the usual side.
    """
    found = dict(pairs)
    match = _ALIGN.search(found.get("style", ""))
    side = (match[1] if match else found.get("align", "")).lower()
    if side in ("left", "right"):
        side = "start" if (side == "left") == (direction == "ltr") else "end"
    return side if side in ("start", "center", "end") else ""  # type: ignore[return-value]
