"""What a translated edition shows of what is not translated yet, or not up to date."""

from __future__ import annotations

from typing import Literal

from diglot.settings.entries import Switch
from diglot.settings.strict import Strict

Untranslated = Literal["skeleton", "source"]


class TranslationEntry(Strict):
    """`translation:` in content/<language>/book.yaml.

    notices: whether a chapter says at its head that it is not translated yet, or out of date.
    untranslated: what is where the translation waits: its skeleton, or the source's text.
    """

    notices: Switch = False
    untranslated: Untranslated = "skeleton"
