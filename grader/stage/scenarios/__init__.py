"""One module for each exercise: what happens on stage."""
