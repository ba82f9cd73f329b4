"""How dates are written in Hebrew."""

from __future__ import annotations

from diglot.lang.language import TimeWords

TIMES = TimeWords(month="[א-ת]{3,9}", month_first="[א-ת]{3,8}+", month_last="ב[א-ת]{3,7}+")
