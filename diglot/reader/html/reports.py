"""What is said of raw markup that no edition can have, and how an author goes on from there."""

from __future__ import annotations

import re

from diglot.core.findings import cut_short
from diglot.source.scan.tags import ALONE_NOWHERE, REFUSED, RUNNING, read_tag

_RUNS = "take it out; the editions run nothing and load nothing"
_NAME = re.compile(r"</?\s*([^\W\d_][\w.-]*)")


def about_raw(markup_format: str, markup: str) -> tuple[str, str, str, bool]:
    """Return the rule, what is said of raw markup, the next step, and whether it is printed."""
    words, hint, is_printed = _about(markup_format, markup)
    return "raw-script" if hint is _RUNS else "raw-html", words, hint, is_printed


def _about(markup_format: str, markup: str) -> tuple[str, str, bool]:
    match = _NAME.match(markup)
    if markup_format != "html" or not match:
        message = f"raw {markup_format} is not carried into the editions"
        return message, "say it in Markdown: a formula, a division, a table", False
    name, tag = match[1].lower(), read_tag(markup)
    if name in RUNNING:
        return f"<{name}> has no place in a book", _RUNS, False
    if tag is None or (tag.is_known and name in REFUSED):
        hint = "say in words what it shows, or link to it"
        return f"the HTML element <{name}> is not carried into the editions", hint, False
    shown = cut_short(markup)
    if not tag.is_known:
        hint = f"write `{shown}` for code, or \\{shown} for a sign that is printed"
        if match[1][0].isupper():  # a component, as programs of websites have them
            hint = f"write in Markdown what it would have made; {hint}"
        return f"{shown} is read as an element of HTML, but there is none of that name", hint, True
    if tag.closes:
        return (
            f"the HTML element {shown} has no beginning",
            "delete it, or begin the element",
            False,
        )
    if tag.is_alone or name in ALONE_NOWHERE:
        hint = "put it where it belongs, or say it in Markdown"
        return f"the HTML element {shown} is where it has no meaning", hint, False
    return f"the HTML element {shown} has no end", f"close it: </{name}>", False
