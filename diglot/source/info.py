"""What is after the signs that open code: its language, a title, and the rest.

Knows how other programs write it: `js {1,3}`, `js title="a.js"`, `{python}`, `{r, echo=FALSE}`,
`rust,ignore`, `js:a.js`, `js [a.js]`. Comes out: an `Info`, and how pandoc is told of it.
"""

from __future__ import annotations

import re
from html import escape

from msgspec import Struct

TITLE_KEYS = ("title", "filename", "file", "caption", "lst-cap")

# What pandoc reads by itself: a word, attributes, or both.
_NAME = r"[^\W\d_][\w.:-]*"
_PAIR = rf"{_NAME}=(?:\"[^\"]*\"|'[^']*'|[^\s\"'{{}}]+)"
_ATTRIBUTES = rf"\{{(?:[ \t]*(?:#[^\s{{}}#.=]+|\.{_NAME}|{_PAIR}|-)(?=[ \t}}]))*[ \t]*\}}"
_KNOWN = re.compile(
    rf"[^\s`{{}}\[\](),:=\"'/]*|\{{=[\w-]+\}}|(?:[^\s`{{}}\[\](),:=\"'/]+[ \t]*)?{_ATTRIBUTES}"
)
_LANGUAGE = re.compile(r"(?P<language>[^\s{}\[\](),:=\"'#.][^\s{}\[\](),:=\"']*)(?=$|[\s{\[(,:])")
_BRACED = re.compile(r"\{[ \t]*(?P<inside>[^{}]*)\}[ \t]*(?P<after>.*)", re.DOTALL)
_PART = re.compile(
    rf"(?P<key>{_NAME})=(?P<value>\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|\{{[^{{}}]*\}}|[^\s,]+)"
    r"|#(?P<id>[^\s{}#.=,]+)|\.(?P<class>[^\s{}#.=,]+)"
    r"|\[(?P<bracketed>[^\[\]]+)\]|(?P<braced>\{[^{}]*\})|(?P<word>[^\s,{\[]+)"
)
_FILE = re.compile(r"(?:[\w.@~-]+[/\\])*[\w.@-]*[^\W\d_][\w@-]*\.[A-Za-z][\w-]{0,9}")
CODE_DIRECTIVES = ("code-block", "code-cell", "code", "sourcecode", "literalinclude", "prompt")
_UNSAFE = str.maketrans({"\\": "&#92;", "`": "&#96;", "{": "&#123;", "}": "&#125;"})


class Info(Struct, frozen=True):
    """The words after the signs that open code. rest: what is neither language nor title."""

    language: str = ""
    title: str = ""
    id: str = ""
    classes: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    rest: str = ""

    def attributes(self) -> str:
        """Return the words as pandoc is told of them, on the line that opens the code."""
        pairs = [("title", self.title), *self.pairs, ("info", self.rest)]
        parts = [f"#{self.id}" if self.id else "", *(f".{name}" for name in self.classes)]
        parts += [f'{key}="{escape(text).translate(_UNSAFE)}"' for key, text in pairs if text]
        inside = " ".join(filter(None, parts))
        return " ".join(filter(None, (self.language, f"{{{inside}}}" if inside else "")))


def is_file_name(words: str) -> bool:
    """Tell whether words are the name of a file: a.js, src/app/main.rs."""
    return bool(_FILE.fullmatch(words))


def is_known(info: str) -> bool:
    """Tell whether pandoc reads the words by itself."""
    return bool(_KNOWN.fullmatch(info))


def read_info(info: str) -> Info:
    """Return what the words after the signs say."""
    if braced := _BRACED.fullmatch(info):
        return _braced(braced["inside"].strip(), braced["after"].strip())
    match = _LANGUAGE.match(info)
    if not match:
        return _parts("", info)
    rest = info[match.end() :]
    if rest[:1] == ":" and _FILE.fullmatch(rest[1:].split(maxsplit=1)[0] if rest[1:] else ""):
        rest = rest[1:]
    return _parts(match["language"], rest)


def _braced(inside: str, after: str) -> Info:
    """Return what `{python}`, `{r, echo=FALSE}` or `{code-block} python` says."""
    match = _LANGUAGE.match(inside)
    if not match:
        return _parts("", f"{inside} {after}")
    name, rest = match["language"], inside[match.end() :]
    if name in CODE_DIRECTIVES:
        words = after.split(maxsplit=1)
        return _parts(words[0] if words else "", f"{rest} {' '.join(words[1:])}")
    return _parts(name, f"{rest} {after}")


def _parts(language: str, text: str) -> Info:
    title = name = ""
    if "/" in language and _FILE.fullmatch(language):
        title, language = language, ""
    classes: list[str] = []
    pairs: list[tuple[str, str]] = []
    rest: list[str] = []
    for match in _PART.finditer(text):
        key, value = match["key"] or "", _bare(match["value"] or "")
        if key in TITLE_KEYS and value and not title:
            title = value
        elif key and value and re.fullmatch(r"[A-Za-z][\w-]*", key):
            pairs.append((key, value))
        elif match["id"] and not name:
            name = match["id"]
        elif match["class"] and not language:
            language = match["class"]
        elif match["class"] and re.fullmatch(_NAME, match["class"]):
            classes.append(match["class"])
        elif match["bracketed"] and not title:
            title = match["bracketed"].strip()
        elif match["word"] and not title and _FILE.fullmatch(match["word"]):
            title = match["word"]
        else:
            rest.append(match[0])
    return Info(language, title, name, tuple(classes), tuple(pairs), " ".join(rest))


def _bare(value: str) -> str:
    """Return a value without the quotation marks or braces around it."""
    if value[:1] in ("'", '"'):
        return re.sub(r"\\(.)", r"\1", value[1:-1])
    return value[1:-1] if value[:1] == "{" else value
