"""The marks of a text: quotation marks, dashes, gershayim, and signs that only look right."""
