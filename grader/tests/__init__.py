"""The kit proves itself."""
