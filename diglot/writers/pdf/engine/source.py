"""A page's HTML as WeasyPrint wants it, read by a parser in C where it is XML as well.

WeasyPrint's own parser of HTML takes as long as it takes to find all styles. Our markup is
both, and so are the templates; one of a designer that is HTML alone is read as HTML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

if TYPE_CHECKING:
    from weasyprint import HTML


def read_html(html: str, base_url: str, fetcher: Any) -> HTML:
    """Return a whole document. base_url: what addresses in it are relative to."""
    from weasyprint import HTML

    try:
        tree = ET.fromstring(html)  # noqa: S314  # from our renderer and the book's templates
    except ET.ParseError:
        return HTML(string=html, base_url=base_url, url_fetcher=fetcher)
    return read_tree(tree, base_url, fetcher)


def read_tree(tree: Element, base_url: str, fetcher: Any) -> HTML:
    """Return a document that was read before, as it is now."""
    from weasyprint import HTML

    source = HTML(string="", base_url=base_url, url_fetcher=fetcher)
    wrapper = type(source.wrapper_element)
    source.wrapper_element = wrapper.from_html_root(tree, content_language=None)
    source.etree_element = tree
    return source
