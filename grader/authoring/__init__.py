"""What authors run: it lays out, makes and draws what follows from an exercise's own files."""
