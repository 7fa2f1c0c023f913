"""Exit statuses of the command, as the README has them. Whoever starts a process needs them, so this imports nothing."""

GOOD = 0
WRONG = 1
"""Something is not passed, or a translation is old."""
NOT_UNDERSTOOD = 2
"""The command cannot be carried out as it stands."""
GRADER_FAILED = 3
"""No verdict on anybody's program: the grader itself failed, or this machine is not fit."""
STOPPED = 130
"""Ctrl-C, as a shell counts it."""
