"""The Hebrew words of citations that the processor lacks, by their names in CSL.

Source: CSL 1.0.2, "Terms".
"""

from __future__ import annotations

TERMS: dict[tuple[str, str], tuple[str, str]] = {
    ("and", "symbol"): ("ו", "ו"),
    ("page", "short"): ("עמ׳", "עמ׳"),
    ("chapter", "short"): ("פרק", "פרקים"),
    ("section", "short"): ("סעיף", "סעיפים"),
    ("paragraph", "short"): ("פסקה", "פסקאות"),
    ("note", "short"): ("הערה", "הערות"),
    ("figure", "short"): ("איור", "איורים"),
    ("line", "short"): ("שורה", "שורות"),
    ("column", "short"): ("טור", "טורים"),
    ("folio", "short"): ("דף", "דפים"),
    ("book", "short"): ("ספר", "ספרים"),
    ("part", "short"): ("חלק", "חלקים"),
    ("verse", "short"): ("פסוק", "פסוקים"),
    ("sub-verbo", "short"): ("ערך", "ערכים"),
    ("issue", "short"): ("גיליון", "גיליונות"),
    ("edition", "short"): ("מהד׳", "מהד׳"),
    ("editor", "short"): ("עורך", "עורכים"),
    ("collection-editor", "short"): ("עורך", "עורכים"),
    ("translator", "short"): ("מתרגם", "מתרגמים"),
    ("illustrator", "short"): ("מאייר", "מאיירים"),
    ("director", "short"): ("במאי", "במאים"),
    ("editor", "verb"): ("בעריכת", "בעריכת"),
    ("editor", "verb-short"): ("בעריכת", "בעריכת"),
    ("collection-editor", "verb"): ("בעריכת", "בעריכת"),
    ("translator", "verb"): ("בתרגום", "בתרגום"),
    ("translator", "verb-short"): ("בתרגום", "בתרגום"),
    ("editortranslator", "verb"): ("בעריכת ובתרגום", "בעריכת ובתרגום"),
    ("illustrator", "verb"): ("באיורי", "באיורי"),
    ("director", "verb"): ("בבימוי", "בבימוי"),
    ("interviewer", "verb"): ("בריאיון עם", "בריאיון עם"),
    ("review-of", "long"): ("ביקורת על", "ביקורת על"),
    ("number", "long"): ("מספר", "מספרים"),
    ("version", "long"): ("גרסה", "גרסאות"),
    ("circa", "short"): ("בערך", "בערך"),
    ("open-inner-quote", "long"): ("'", "'"),
    ("close-inner-quote", "long"): ("'", "'"),
}
"""By name and form: one, and more of them."""
EDITIONS = ("מהד׳", "מהדורה")
"""What is said for an edition, before its number."""
LOCATORS = {
    "page": "עמ׳ עמ עמוד עמודים ע",
    "chapter": "פרק פר פרקים",
    "volume": "כרך כר כרכים",
    "issue": "גיליון גליון חוברת",
    "section": "סעיף ס סע סעיפים",
    "paragraph": "פסקה פסקאות",
    "note": "הערה הע הערות",
    "figure": "איור איורים",
    "line": "שורה שו שורות",
    "column": "טור טורים",
    "folio": "דף דפים",
    "book": "ספר ספרים",
    "part": "חלק חלקים",
    "verse": "פסוק פס פסוקים",
    "sub-verbo": "ערך",
}
"""What is said for what a citation counts, then all that people type for it."""
_WHO = r"ה(?:מתרגם|מתרגמת|מתרגמים|עורך|עורכת|עורכים)"
TRANSLATORS_NOTE = rf"\W*(?:הער(?:ת|ות) {_WHO}|{_WHO}:)|.*[(\[–—-]\s?{_WHO}[)\]]?\W*$"
"""What finds a note that says it is the translator's or the editor's."""
