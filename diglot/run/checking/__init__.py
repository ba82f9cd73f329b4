"""The check, of which nothing is done twice: each chapter and each pair of chapters is a step.

What a step finds is kept under the digest of all that goes into it, in small records. What only
the whole book tells is found anew each time, from these records.
"""
