"""The formats that are made of the pages of all editions."""
