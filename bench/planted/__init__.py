"""Faults of every kind, planted into the texts of bench/texts, and what the check says of them."""
