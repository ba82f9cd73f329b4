"""What git knows of a project: what has changed, when, and what was there before."""
