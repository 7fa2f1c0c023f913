"""Small changes to right answers: each must be refuted, or stand with its reason in the exercise's ``equivalents.toml``."""
