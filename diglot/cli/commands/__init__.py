"""The commands for translators: status, accept, stub and ids.

Each reads and checks the book, has the packages below decide what is to be done, and
says or writes it. Knows the terminal.
"""
