"""The points in which PDF measures; everything else is in millimetres.

A module of its own, so that processes which lay out pages do not load what reads settings.
"""

MM_PER_PT = 25.4 / 72
PT_PER_MM = 1 / MM_PER_PT
