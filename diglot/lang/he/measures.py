"""Words for units and currencies in Hebrew, by their names in `rules/measures.py`."""

from __future__ import annotations

_Q = "[\"״'׳]{1,2}"
ENDS = "(?:ים|ות|י|ה|יה|ייה|יות)?(?![א-ת])"
"""What a word for a unit may end in: plurals, and the construct."""
MEASURES = {
    "percent": r"אחוז",
    "dollars": r"דולר",
    "euros": r"אירו|יורו",
    "pounds of money": rf"פאונד|ליש{_Q}ט|ליר|שטרלינג",
    "shekels": rf"ש{_Q}ח|שקל",
    "millimeters": rf"מ{_Q}מ|מילימטר",
    "centimeters": rf"ס{_Q}מ|סנטימטר|סנטים",
    "inches": r"אינץ|אינצ['׳]?",
    "feet": r"רגל",
    "yards": r"יארד",
    "kilometers": rf"ק{_Q}מ|קילומטר",
    "miles": r"מייל",
    "meters": r"מטר|מ['׳]",
    "milligrams": rf"מ{_Q}ג|מיליגרם",
    "ounces": r"אונקי",
    "pounds": r"ליבר|פאונד",
    "kilograms": rf"ק{_Q}ג|קילו(?:גרם|גרמים)?",
    "grams": r"גרם|גר['׳]|גרמים",
    "tons": r"טון|טונות",
    "milliliters": rf"מ{_Q}ל|מיליליטר",
    "cups": r"כוס",
    "pints": r"פיינט",
    "quarts": r"קווארט",
    "liters": r"ליטר|ל['׳]",
    "gallons": r"גלון",
    "dunams": r"דונם|דונמים",
    "acres": r"אקר",
    "hectares": r"הקטר",
    "miles per hour": r"מייל לשעה",
    "kilometers per hour": rf"קמ{_Q}ש|קילומטר לשעה",
    "degrees Fahrenheit": r"מעלות פרנהייט",
    "degrees": r"מעלות(?! פרנהייט)|צלזיוס",
}
