"""Many Hands: exercises on Python's multiprocessing that are graded by what the processes really did."""

__version__ = "0.1.0"
