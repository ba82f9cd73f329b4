"""The order of the steps: a book is read, checked, rendered and written."""
