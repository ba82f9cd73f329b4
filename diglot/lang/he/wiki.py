"""What Wikipedia says in brackets to those who edit it, and a copy of its text keeps."""

EDIT = r"עריכה|עריכת (?:קוד|טקסט) (?:ה)?מקור"
QUERY = r"דרוש(?:ה|ים)? (?:מקור(?:ות)?(?: אמין)?|הבהרה|הפניה|ביסוס)"
