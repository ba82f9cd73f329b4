"""The command line: arguments, the terminal, files that change."""
