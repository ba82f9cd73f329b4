"""The preview: a book in the browser of the machine on which it is written.

Knows HTTP, and when the book is to be made again; how it is made is known below.
"""
