"""Chapters and sections: which of them are counterparts, and how they are called."""
