"""What a laid-out document says several times, said once; and what is understood, not at all.

WeasyPrint writes the boxes of each page, the border of each link and the drawing of each background
anew, and names what nobody asks for. A program that joins documents has all that in memory at once.
Source: ISO 32000-1, 7.7.3.3 (pages), 7.8.3 (resources), 8.7.3 (patterns), 12.5.2 (annotations).
"""

from __future__ import annotations

from typing import Any

import pydyf

_KINDS = ("ExtGState", "Pattern", "Shading", "XObject")
# Page by page, what is laid over it is added to these.
_GROWING = "XObject"


def share_equals(pdf: Any) -> None:
    """Let a document of pydyf's have one object for what is equal."""
    shared: dict[bytes, bytes] = {}

    def share(owner: Any, key: str) -> None:
        """Put a reference in the place of a value."""
        data = owner[key].data
        if data not in shared:
            pdf.add_object(owner[key])
            shared[data] = owner[key].reference
        owner[key] = shared[data]

    drawings, resources = _drawings(pdf), _resources(pdf)
    _share_drawings(drawings, resources)
    for drawing in drawings:
        del drawing.extra["Type"]
        share(drawing.extra, "BBox")
    for names in resources:
        for kind in _KINDS:
            if not names.get(kind):
                names.pop(kind, None)
            elif kind != _GROWING:
                share(names, kind)
    for item in list(pdf.objects):
        is_a = item.get("Type") if isinstance(item, dict) else None
        if is_a == "/Page":
            for box in ("TrimBox", "BleedBox"):
                if item[box] == item["MediaBox"]:  # which is what it is if nobody says so
                    del item[box]
            share(item, "MediaBox")
        elif is_a == "/Annot":
            del item["Type"]
            share(item, "BS")


def _drawings(pdf: Any) -> list[Any]:
    """Return the forms and patterns of a document."""
    return [o for o in pdf.objects if isinstance(o, pydyf.Stream) and "Resources" in o.extra]


def _resources(pdf: Any) -> list[Any]:
    """Return the resources of its pages, forms and patterns."""
    return [o for o in pdf.objects if isinstance(o, dict) and "ColorSpace" in o]


def _share_drawings(drawings: list[Any], resources: list[Any]) -> None:
    """Let forms and patterns that are equal be one, and their resources; take out the others."""
    same: dict[bytes, bytes] = {}
    known = -1
    while len(same) > known:  # what differed only in what it holds may be equal now
        known = len(same)
        for alike in (resources, drawings):
            first: dict[bytes, bytes] = {}
            for item in alike:
                reference = first.setdefault(item.data, item.reference)
                if reference != item.reference:
                    same[item.reference] = reference
                    item.free = "f"
            alike[:] = [item for item in alike if item.free == "n"]
        for drawing in drawings:
            held = drawing.extra["Resources"]
            drawing.extra["Resources"] = same.get(held, held)
        for names in resources:
            for kind in _KINDS:
                _replace(names.get(kind, {}), same)


def _replace(names: dict[str, Any], same: dict[bytes, bytes]) -> None:
    """Let names, and those in what they name, stand for the first of what is equal."""
    for name, held in names.items():
        if isinstance(held, dict):
            _replace(held, same)
        elif isinstance(held, bytes):
            names[name] = same.get(held, held)
