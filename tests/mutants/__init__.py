"""Deliberate faults, and the proof that the public benchmark catches each of them.

``mutants.toml`` lists the faults. ``python -m tests.mutants`` plants them one at a time in a copy of the source, lets the copy assess the
hard set, scores what it found against the answer key, and names the faults that went unnoticed.
"""
