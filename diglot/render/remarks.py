"""The word above a side remark that another program marked by its kind alone: a warning, a tip.

Goes in: the classes of a division. Comes out: the word, in the language of the edition.
"""

from __future__ import annotations

from collections.abc import Sequence

from diglot.core.locales import Locale
from diglot.core.model import UNTITLED


def remark_title(classes: Sequence[str], locale: Locale) -> str:
    """Return what stands above an untitled remark; nothing above a mere note or one's own kind."""
    if UNTITLED not in classes:
        return ""
    words = {
        "tip": locale.gettext("Tip"),
        "hint": locale.gettext("Hint"),
        "info": locale.gettext("Information"),
        "important": locale.gettext("Important"),
        "warning": locale.gettext("Warning"),
        "caution": locale.gettext("Caution"),
        "danger": locale.gettext("Danger"),
        "error": locale.gettext("Error"),
        "bug": locale.gettext("Bug"),
        "attention": locale.gettext("Attention"),
        "success": locale.gettext("Success"),
        "failure": locale.gettext("Failure"),
        "question": locale.gettext("Question"),
        "example": locale.gettext("Example"),
        "abstract": locale.gettext("Summary"),
        "summary": locale.gettext("Summary"),
        "seealso": locale.gettext("See also"),
        "todo": locale.gettext("To do"),
    }
    return next((words[name] for name in classes if name in words), "")
