"""The kit under a Windows Python, on Linux: Wine runs CPython's own files for Windows. See ``noxfile.py``."""
