"""Both languages of a chapter row by row, for whatever shows them on one page or spread.

`rows` groups what belongs together, `sides` makes markup of one language, `chapter` of both.
"""
