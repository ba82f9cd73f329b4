"""Addresses that are in a text without marks: they are links in every edition.

Goes in: prose without code and formulas. Comes out: what makes pandoc read them as links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from diglot.core.links import EMAIL, WEB, outside_url
from diglot.source.bare import blank
from diglot.source.edits import Edit
from diglot.source.meant.links import link_words

# An address ends before what only Markdown would put there.
_ADDRESS = re.compile(
    rf"(?<![A-Za-z0-9@/.:=])(?<![\w.]-)(?:(?P<web>{WEB})|(?P<email>{EMAIL})(?![\w@/]|:\w))",
    re.IGNORECASE | re.ASCII,
)
# The target of a link as Hugo has it: [words]({{< ref "02-oil.md#press" >}}).
REFERENCE = re.compile(
    r"(?<=\]\()\{\{[<%][ \t]*(?:rel)?ref[ \t]+(?P<q>[\"']?)(?P<target>[^\s\"'`(){}<>]+)(?P=q)"
    r"[ \t]*[%>]\}\}(?=[^\s()]*\))"
)
# The same as Jekyll has it, from the top of the site: [words]({% link docs/02-oil.md %}#press).
FILE = re.compile(
    r"(?<=\]\()(?:\{\{[ ]*site\.(?:base)?url[ ]*\}\})?"
    r"\{%-?[ ]*link[ ]+(?P<target>[^\s{}()<>%]+\.\w+)[ ]*-?%\}(?=[^\s()]*\))"
)
_END = re.compile(r"[|\\`{}—…]")
_HOST = re.compile(r"(?:https?://|ftps?://|www\.)[\w\u05d0-\u05ea\[]|mailto:\w", re.IGNORECASE)
_NO_PROSE = (
    re.compile(r"<[^<>\n]*>"),
    re.compile(r"(?<=\])\((?:[^()\n]|\([^()\n]*\))*\)"),
    re.compile(r"^[ \t>]*\[[^\]\n]+\]:[ \t]*\S.*$", re.MULTILINE),
    re.compile(r"\{[ ]*(?:[#.=:][\w-]|[\w-]+=)[^{}]*\}"),
    re.compile(r"\\."),
)


def reference_edits(prose: str) -> Iterator[Edit]:
    """Yield what lets each reference of Hugo or Jekyll be the target that it names."""
    for match in REFERENCE.finditer(prose) if "ref" in prose else ():
        yield Edit(match.start(), match.end(), match["target"])
    for match in FILE.finditer(prose) if "{%" in prose else ():
        yield Edit(match.start(), match.end(), f"/{match['target'].lstrip('/')}")


def address_edits(prose: str) -> Iterator[Edit]:
    """Yield what turns each bare address into a link to it."""
    if not _may_have_one(prose):
        return
    words = list(link_words(prose))
    for pattern in _NO_PROSE:
        prose = pattern.sub(blank, prose)
    if not _may_have_one(prose):
        return
    for match in _ADDRESS.finditer(prose):
        if any(start < match.start() < end for start, end in words):
            continue
        if match["email"]:
            yield from _bracketed(match.start(), match.end())
            continue
        address = _end_of(prose, match)
        end = match.start() + len(address)
        if not (_HOST.match(address) and outside_url(_target(address))):
            continue
        if address.lower().startswith("www."):
            shown = re.sub(r"([^\w\s])", r"\\\1", address, flags=re.ASCII)
            yield Edit(match.start(), end, f"[{shown}](<{_target(address)}>)")
        else:
            yield from _bracketed(match.start(), end)


def _may_have_one(prose: str) -> bool:
    return any(sign in prose for sign in ("@", "://", "www.", "WWW.", "mailto:"))


def _bracketed(start: int, end: int) -> Iterator[Edit]:
    yield Edit(start, start, "<")
    yield Edit(end, end, ">")


def _target(address: str) -> str:
    return f"https://{address}" if address.lower().startswith("www.") else address


def _end_of(prose: str, match: re.Match[str]) -> str:
    """Return an address without marks of Markdown at its end, with brackets that it opened."""
    address, end = match[0], match.end()
    while prose[end : end + 1] == ")" and address.count("(") > address.count(")"):
        rest = re.match(r"\)(?:[\w/#?&=%-]*[\w/])?", prose[end:], re.ASCII)
        address += rest[0] if rest else ")"
        end = match.start() + len(address)
    address = _END.split(address)[0]
    return re.sub(r"(?:[*_~^]+|[.,;:!?]+)+$", "", address)
