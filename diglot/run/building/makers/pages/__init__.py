"""The formats that are made of the pages of one edition."""
