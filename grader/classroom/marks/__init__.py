"""Marks: what each student has earned, as a table of the kit's own, and in the files that learning platforms export."""
