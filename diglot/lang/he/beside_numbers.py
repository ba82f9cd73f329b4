"""Hebrew words that tell what a number beside them is, for `re`."""

from __future__ import annotations

TELEPHONES = 'טל|טלפון|פקס|נייד|סלולרי|חייגו|חיוג|מסת["״]?ב'
"""What is said before a number for a telephone."""
RANGES = "עמ['׳]|ב?עמודים|ב?שנים|ה?גילאים|ה?גילים|ב?גילאי|ב?פרקים|ב?סעיפים|ב?דפים|ב?פסוקים"
"""What is said before two numbers, the first and the last."""
UNITS = "מעלות|צלזיוס|אחוז"
"""What is said behind a number that may be below zero."""
