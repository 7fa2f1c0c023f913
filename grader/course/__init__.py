"""What the judge expects: one module an exercise. A check's docstring is the sentence that the student sees."""
