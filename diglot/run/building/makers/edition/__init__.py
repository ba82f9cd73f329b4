"""The formats that are made of one edition, and need no pages."""
