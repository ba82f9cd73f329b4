"""Roles of MyST, {ref}`name`, read as the Markdown or HTML that says the same.

Goes in: a text, and the same without its code. Comes out: what is to be read in their place.
Those of which nothing can be made are left, and named by rule M520.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape

from diglot.core.findings import Finding, cut_short
from diglot.source.bare import Ruler
from diglot.source.edits import Edit

_ROLE = re.compile(r"\{(?P<name>[a-z][\w:-]*)\}(?P<ticks>`+)(?P<said>[^\n]+?)(?P=ticks)(?!`)")
_EQUATION = re.compile(r"\{eq\}`(?P<said>[^`\n]+)`")
_AIMED = re.compile(r"(?P<words>.*\S)\s*<(?P<target>[^<>]+)>", re.DOTALL)
_FILLED_IN = re.compile(r"%s|\{(?:number|name)\}")
_EXPLAINED = re.compile(r"(?P<words>.*\S)\s*\((?P<meaning>[^()]+)\)")
_KEYS = re.compile(r"[\w:./+-]+(?:\s*,\s*[\w:./+-]+)*")
_SIGN = re.compile(r"([\\*_\[\]<>$`~^@#|])")
_SUFFIX = re.compile(r"\.(?:md|ipynb|rst)$")


def role_edits(text: str, coded: str) -> Iterator[Edit]:
    """Yield what is read in the place of roles. coded: the text with its code blank."""
    for match in _ROLE.finditer(text) if "}`" in text else ():
        ticks = match.start("ticks")
        if coded[ticks - 1] != "}" or coded[ticks] != " ":
            continue  # in code, or before none
        read = _READ.get(match["name"])
        if read and (new := read(match["said"].strip())):
            yield Edit(match.start(), match.end(), new)


def without_roles(prose: str, text: str) -> str:
    """Return prose with nothing in the place of the roles that are read."""
    for edit in role_edits(text, prose):
        prose = prose[: edit.start] + " " * (edit.end - edit.start) + prose[edit.end :]
    return prose


def bare_numbers(text: str, coded: str, ruler: Ruler) -> Iterator[Finding]:
    """Yield the references to formulas, of which each is a number without a word in MyST."""
    for match in _EQUATION.finditer(text) if "{eq}`" in text else ():
        if coded[match.start()] == "{" and coded[match.start("said") - 1] == " ":
            yield Finding(
                "foreign-markup",
                ruler.at(match.start()),
                f'"{cut_short(match[0], 40)}" is a number alone in MyST; here the whole name of '
                "the formula is filled in",
                f"write [](#{match['said']}), and take out the word before it that the name has",
            )


def _link(said: str) -> str:
    """Return a link to a label; without words of its own it is called by what it leads to."""
    aimed = _AIMED.fullmatch(said)
    words = aimed["words"] if aimed and not _FILLED_IN.search(aimed["words"]) else ""
    target = aimed["target"] if aimed else said
    return f"[{_plain(words)}](<#{target.strip()}>)" if "#" not in target else ""


def _chapter(said: str) -> str:
    aimed = _AIMED.fullmatch(said)
    target = (aimed["target"] if aimed else said).strip()
    words = _plain(aimed["words"]) if aimed else ""
    return f"[{words}](<{_SUFFIX.sub('', target)}.md>)"


def _term(said: str) -> str:
    aimed = _AIMED.fullmatch(said)
    return _plain(aimed["words"] if aimed else said)


def _works(said: str) -> str:
    return f"[{'; '.join(f'@{key}' for key in _keys(said))}]" if _KEYS.fullmatch(said) else ""


def _named_work(said: str) -> str:
    return f"@{said}" if _KEYS.fullmatch(said) and "," not in said else _works(said)


def _keys(said: str) -> list[str]:
    return [key.strip() for key in said.split(",")]


def _abbreviation(said: str) -> str:
    match = _EXPLAINED.fullmatch(said)
    if not match:
        return _plain(said)
    return f'[{_plain(match["words"])}]{{.abbr title="{escape(match["meaning"])}"}}'


def _formula(said: str) -> str:
    return f"${said}$"


def _code(said: str) -> str:
    return f"`{said}`" if "`" not in said else ""


def _tagged(name: str) -> Callable[[str], str]:
    return lambda said: f"<{name}>{_plain(said)}</{name}>"


def _plain(words: str) -> str:
    """Return words so that no sign in them is one of Markdown."""
    return _SIGN.sub(r"\\\1", words)


_READ: dict[str, Callable[[str], str]] = {
    **dict.fromkeys(("ref", "numref", "std:ref", "std:numref", "prf:ref", "eq"), _link),
    **dict.fromkeys(("doc", "std:doc"), _chapter),
    **dict.fromkeys(("term", "std:term"), _term),
    **dict.fromkeys(("cite", "cite:p", "cite:ps"), _works),
    **dict.fromkeys(("cite:t", "cite:ts"), _named_work),
    **dict.fromkeys(("abbr", "abbreviation"), _abbreviation),
    **dict.fromkeys(("code", "literal", "file", "command", "samp", "program"), _code),
    **dict.fromkeys(("sub", "subscript"), _tagged("sub")),
    **dict.fromkeys(("sup", "superscript"), _tagged("sup")),
    **dict.fromkeys(("del", "strike"), _tagged("s")),
    **dict.fromkeys(("u", "underline"), _tagged("u")),
    **dict.fromkeys(("strong", "guilabel", "menuselection"), _tagged("b")),
    "kbd": _tagged("kbd"),
    "keyboard": _tagged("kbd"),
    "emphasis": _tagged("em"),
    "math": _formula,
}
