"""Citation styles (CSL): their text, with the Hebrew words that the processor lacks.

The Hebrew terms that come with pandoc are without most short forms and have "2nd" for a
second edition. A style may bring terms of its own, so ours go into the style, where it has
none: what the author of a style chose stays. Our months begin with a sign that no text has,
so that their dates can be spelled as Hebrew does.
Source: CSL 1.0.2, "Locale" and "Terms".
"""

from __future__ import annotations

import base64
from functools import cache, lru_cache
from pathlib import Path

from lxml import etree

from diglot.lang.he.citing import TERMS
from diglot.lang.he.numbers import MONTHS
from diglot.reader.pandoc.running import program_data

_CSL = "http://purl.org/net/xbiblio/csl"
_XML = "http://www.w3.org/XML/1998/namespace"
LANGUAGES = f"""<style xmlns="{_CSL}" class="in-text" version="1.0">
<info><title>x</title><id>x</id><updated>2026-01-01T00:00:00+00:00</updated></info>
<citation><layout><text value="x"/></layout></citation>
<bibliography><layout><text variable="language"/><text value="|"/>
<names variable="author"><substitute><names variable="editor"/><text variable="title"/>
</substitute></names></layout></bibliography></style>"""
"""A style that prints of each work its language, a bar and its names."""
MONTH = "\ufdda"
"""What is before a month that the citation processor wrote in Hebrew; no text has it."""
_ORDINALS = ("ordinal", "ordinal-01", "ordinal-02", "ordinal-03")  # the "nd" of "2nd"


@lru_cache(maxsize=4)
def style_text(style: Path | None) -> str:
    """Return the text of a citation style; without one, of pandoc's own (Chicago)."""
    return style.read_text(encoding="utf-8-sig") if style else program_data("default.csl")


def has_numbers(style: str) -> bool:
    """Tell whether a style calls works by numbers, which follow the order of its own list."""
    return '"citation-number"' in style


@lru_cache(maxsize=4)
def in_all_languages(style: str) -> str:
    """Return a style with our Hebrew words beside its own; as it is where it is no XML."""
    try:
        root = etree.fromstring(style.encode())
    except etree.XMLSyntaxError:
        return style
    own: etree._Element | None = root.find(f"{{{_CSL}}}locale[@{{{_XML}}}lang='he']")
    if own is None:
        own = etree.Element(f"{{{_CSL}}}locale", {f"{{{_XML}}}lang": "he"})
        root.insert(_after_info(root), own)
    found = own.find(f"{{{_CSL}}}terms")
    terms = etree.SubElement(own, f"{{{_CSL}}}terms") if found is None else found
    given = {(term.get("name"), term.get("form", "long")) for term in terms}
    for (name, form), words in {**TERMS, **_months()}.items():
        if (name, form) not in given:
            terms.append(_term(name, form, words))
    for name in _ORDINALS:
        if (name, "long") not in given:
            etree.SubElement(terms, f"{{{_CSL}}}term", {"name": name}).text = ""
    return etree.tostring(root, encoding="unicode")


def _months() -> dict[tuple[str, str], tuple[str, str]]:
    """Return the terms of the months. In short they are whole, too, as their ׳ is no full stop."""
    return {
        (f"month-{number:02}", form): (MONTH + name, MONTH + name)
        for number, name in enumerate((names.split()[0] for names in MONTHS), 1)
        for form in ("long", "short")
    }


def _after_info(root: etree._Element) -> int:
    info = root.find(f"{{{_CSL}}}info")
    return 0 if info is None else root.index(info) + 1


def _term(name: str, form: str, words: tuple[str, str]) -> etree._Element:
    element = etree.Element(f"{{{_CSL}}}term", {"name": name, "form": form})
    for number, word in zip(("single", "multiple"), words, strict=True):
        etree.SubElement(element, f"{{{_CSL}}}{number}").text = word
    return element


@cache
def data_address(style: str) -> str:
    """Return a style as an address that holds all of it, which pandoc's sandbox lets in."""
    return "data:application/xml;base64," + base64.b64encode(style.encode()).decode()
