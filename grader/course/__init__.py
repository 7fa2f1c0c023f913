"""What the judge knows of the course: ``catalogue`` finds the exercises, and each has a folder here that is never on stage."""
