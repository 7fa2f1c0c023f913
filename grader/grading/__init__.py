"""One grading, from the bytes of submissions to results. Nothing of a submission is ever imported here."""
