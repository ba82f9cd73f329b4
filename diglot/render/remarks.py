"""What is above a side remark that another program marked by its kind alone.

Goes in: the classes of a division. Comes out: the word in the language of the edition, or a
kind of the author's own as it was typed, with a capital.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from diglot.core.model import UNTITLED
from diglot.lang.locales import Locale
from diglot.render.markup import NOTHING, element

_KIND = {"class": "kind"}
# What asks for the look of a remark and names no kind.
_NO_KINDS = frozenset({"note", UNTITLED, "admonition", "secondary", "details"})


def remark_head(classes: Sequence[str], locale: Locale) -> Markup:
    """Return the paragraph above an untitled remark; nothing above one with a title, or a note."""
    if UNTITLED not in classes:
        return NOTHING
    words = _words(locale)
    kinds = [name for name in classes if name not in _NO_KINDS]
    known = next((words[name] for name in kinds if name in words), "")
    if known or not kinds:
        return element("p", _KIND, element("strong", {}, known)) if known else NOTHING
    own = kinds[0].replace("-", " ").capitalize()  # in Latin letters, as all that begins a remark
    around = {} if locale.direction == "ltr" else {"dir": "ltr", "lang": "en"}
    return element("p", _KIND, element("strong", around, own))


def _words(locale: Locale) -> dict[str, str]:
    return {
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
        "discussion": locale.gettext("Discussion"),
        "example": locale.gettext("Example"),
        "abstract": locale.gettext("Summary"),
        "summary": locale.gettext("Summary"),
        "seealso": locale.gettext("See also"),
        "check": locale.gettext("Success"),
        "done": locale.gettext("Success"),
        "fail": locale.gettext("Failure"),
        "missing": locale.gettext("Failure"),
        "help": locale.gettext("Question"),
        "faq": locale.gettext("Question"),
        "tldr": locale.gettext("Summary"),
        "todo": locale.gettext("To do"),
        "theorem": locale.gettext("Theorem"),
        "lemma": locale.gettext("Lemma"),
        "corollary": locale.gettext("Corollary"),
        "proposition": locale.gettext("Proposition"),
        "conjecture": locale.gettext("Conjecture"),
        "definition": locale.gettext("Definition"),
        "exercise": locale.gettext("Exercise"),
        "algorithm": locale.gettext("Algorithm"),
        "proof": locale.gettext("Proof"),
        "solution": locale.gettext("Solution"),
        "remark": locale.gettext("Remark"),
        "property": locale.gettext("Property"),
        "axiom": locale.gettext("Axiom"),
        "assumption": locale.gettext("Assumption"),
        "observation": locale.gettext("Observation"),
        "criterion": locale.gettext("Criterion"),
    }
