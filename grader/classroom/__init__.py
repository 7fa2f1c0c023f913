"""Grades a class: reads what a learning platform hands out, grades it so that nothing is lost, makes marks and pages of it."""
