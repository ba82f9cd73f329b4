"""The second half of the trip: render → write, once a book is checked.

Knows in which order things are made and which run side by side; each step itself lives in the
package that it belongs to, and each format says in `makers/` which steps it takes.
"""
