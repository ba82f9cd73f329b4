"""One link, one annotation.

WeasyPrint gives every inline element inside a link an annotation of its own,
tagged inside that element rather than inside the link: PDF/UA-1 (7.18.5) wants
each under a Link. The link's own annotation covers them all, so they get none.
"""

from __future__ import annotations

import functools
from typing import Any


def mend_nested_links() -> None:
    """Make WeasyPrint annotate links alone, in pages with tags."""
    from weasyprint import pdf

    original = pdf.add_links
    if not hasattr(original, "with_nested"):
        pdf.add_links = _of_links_alone(original)


def _of_links_alone(original: Any) -> Any:
    @functools.wraps(original)
    def add_links(links_and_anchors: Any, matrix: Any, document: Any, *rest: Any) -> None:
        links, anchors = links_and_anchors
        is_tagged = rest[-1] is not None
        if is_tagged:
            links = [link for link in links if _is_link(link[-1])]
        original((links, anchors), matrix, document, *rest)

    add_links.with_nested = original  # type: ignore[attr-defined]
    return add_links


def _is_link(box: Any) -> bool:
    """Tell whether a box is tagged as a link: one of <a>, or of what is before or after it."""
    return str(box.element_tag).partition(":")[0] == "a"
