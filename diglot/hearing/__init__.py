"""Which findings a book wants to hear: its exceptions, causes alone, and for whom they are."""
