"""The side that meets the submission.

This package imports nothing from the rest of the kit: on stage it is the only part of the kit that exists.
"""
