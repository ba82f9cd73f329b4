"""The room of file formats: each writer knows one of them, and none knows another."""
