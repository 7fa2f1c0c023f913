"""What a grading looks like. Each module takes the same record, ``grading.results.Results``, and makes one kind of output."""

import importlib

from ..grading.results import Results

OUTPUTS = {
    "json": "the results for programs",
    "html": "one page with everything, to open in a browser",
    "junit": "JUnit XML, as pytest writes it",
    "markdown": "a summary for CI services",
    "gradescope": "Gradescope's results.json",
    "ctrf": "Common Test Report Format",
}
"""Each kind of output, and what it is. The module of that name has ``render(results) -> str``."""


def rendered(results: Results, kind: str) -> str:
    """Return the results as this kind of output."""
    text: str = importlib.import_module(f".{kind}", __package__).render(results)
    return text
