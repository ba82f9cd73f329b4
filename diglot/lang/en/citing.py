"""The English names of what a citation counts: pages, chapters, lines."""

from __future__ import annotations

LOCATORS = {
    "page": "p. p pp page pages pg",
    "chapter": "chap. ch chs chap chaps chapter chapters",
    "volume": "vol. vol vols volume volumes",
    "issue": "no. no nos issue",
    "section": "sec. sec secs section sections § §§",
    "paragraph": "para. para paras paragraph paragraphs ¶",
    "note": "n. n nn note notes",
    "figure": "fig. fig figs figure figures",
    "line": "l. l ll line lines",
    "column": "col. col cols column columns",
    "folio": "fol. fol fols folio folios",
    "book": "bk. bk bks book books",
    "part": "pt. pt pts part parts",
    "verse": "v. v vv verse verses",
    "sub-verbo": "s.v. sv s.v",
}
"""What is said for each, then all that people type for it without its period."""
TRANSLATORS_NOTE = (
    r"\W*(?:translator|editor)['’]?s['’]? note\b"
    r"|.*[(\[–—-]\s?(?:(?:the )?translator|trans\.|tr\.)[)\]]?\W*$"
)
"""What finds a note that says it is the translator's or the editor's."""
