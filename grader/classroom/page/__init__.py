"""The teacher's page: one file that says whether a grading can be trusted, how the class is, what went wrong, and for whom."""

from .html import Wanted, render

__all__ = ["Wanted", "render"]
