"""File formats: each writer knows one of them, and none knows another."""
