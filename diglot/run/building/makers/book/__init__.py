"""The formats that are made of all editions together, as they are aligned."""
