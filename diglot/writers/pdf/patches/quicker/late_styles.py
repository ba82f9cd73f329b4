"""Styles of list markers and notes, for the elements that have one.

WeasyPrint's own style sheet gives a marker and five pseudo-elements of notes to every
element there is, and it works out a style for each. Here that is done when one is asked
for, in less time; what comes out is the same.
"""

from __future__ import annotations

import copy
import functools
import math
from typing import Any

# Of a selector that is a pseudo-element and nothing else.
_PSEUDO_ALONE = (0, 0, 1)


def mend_late_styles() -> None:
    """Make WeasyPrint wait with the pseudo-elements that its own style sheet gives to all."""
    from weasyprint import css

    if not hasattr(css.StyleFor, "at_once"):
        css.StyleFor = _late_style_for(css.StyleFor)


def _late_style_for(original: Any) -> Any:
    from weasyprint.css import declaration_precedence

    class LateStyleFor(original):  # type: ignore[misc]
        """late: by pseudo-element, what every element's own has, as `_cascaded_styles` has it."""

        at_once = original

        def __init__(self, html: Any, sheets: Any, *rest: Any) -> None:
            self.late: dict[str, dict[str, Any]] = {}
            self._html, self._collector = html, rest[-1]
            kept = []
            for sheet, origin, specificity in sheets:
                lighter = sheet
                if origin == "user agent":
                    lighter, entries = _parted(sheet)
                    for entry in entries:
                        self._put_off(entry, sheet, specificity)
                kept.append((lighter, origin, specificity))
            super().__init__(html, kept, *rest)

        def _put_off(self, entry: Any, sheet: Any, specificity: Any) -> None:
            _, own, _, pseudo, (declarations, layer) = entry
            order = math.inf if layer is None else sheet.layers.index(layer)
            style = self.late.setdefault(pseudo, {})
            for name, values, importance in declarations:
                weight = (
                    declaration_precedence("user agent", importance),
                    order,
                    specificity or own,
                )
                style[name] = values, weight

        def set_computed_styles(
            self, element: Any, parent: Any, root: Any = None, pseudo_type: Any = None, **rest: Any
        ) -> None:
            if pseudo_type in self.late:
                cascaded = self._cascaded_styles.setdefault((element, pseudo_type), {})
                for name, declared in self.late[pseudo_type].items():
                    cascaded.setdefault(name, declared)  # all other sheets weigh more
            super().set_computed_styles(element, parent, root, pseudo_type, **rest)

        def __call__(self, element: Any, pseudo_type: Any = None) -> Any:
            key = (element, pseudo_type)
            if pseudo_type in self.late and key not in self._computed_styles:
                self.set_computed_styles(
                    element,
                    element,
                    self._html.etree_element,
                    pseudo_type,
                    base_url=self._html.base_url,
                    target_collector=self._collector,
                )
                del self._cascaded_styles[key]
            return super().__call__(element, pseudo_type)

    return LateStyleFor


@functools.cache
def _parted(sheet: Any) -> tuple[Any, tuple[Any, ...]]:
    """Return a sheet without the selectors that are a pseudo-element and nothing else, and those.

    Each as cssselect2's matcher has it: (test, specificity, order, pseudo-element, payload).
    """
    matcher = copy.copy(sheet.matcher)
    entries = matcher.other_selectors
    late = tuple(entry for entry in entries if entry[3] and entry[1] == _PSEUDO_ALONE)
    matcher.other_selectors = [entry for entry in entries if entry not in late]
    lighter = copy.copy(sheet)
    lighter.matcher = matcher
    return lighter, late
