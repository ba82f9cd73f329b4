"""What Wikipedia says in brackets to those who edit it, and a copy of its text keeps."""

EDIT = r"edit(?: source)?"
QUERY = (
    r"(?:citation|clarification|(?:better|additional) source|page|non-primary source|quotation|"
    r"verification) needed|(?:by|according to) whom\?|dubious[ ]?[–—-][ ]?discuss|"
    r"failed verification|original research\?|unreliable source\?"
)
