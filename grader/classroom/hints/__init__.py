"""Hints for the teacher at what may be no work of a student's own: a list to look at, never a verdict. No mark hangs on it."""
