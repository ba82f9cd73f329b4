"""Sections that are in the translation as a skeleton: the mark on their headings.

`stub` writes it, the translator takes it out: `## Installing {#install .untranslated}`.
"""

from __future__ import annotations

from diglot.core.model import Section

UNTRANSLATED = "untranslated"
NOTICE = "translation-notice"  # the class of what a chapter's head says of its translation


def is_untranslated(section: Section) -> bool:
    """Tell whether a section's heading says that it waits for its translation."""
    return UNTRANSLATED in section.attributes.classes
