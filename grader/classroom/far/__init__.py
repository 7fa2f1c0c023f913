"""A class's grading on the workers of a Dask cluster that somebody else has started. What they run is our own command."""

import contextlib
import functools
import secrets
from collections.abc import Iterator
from dataclasses import replace

from ..opening import Setup
from ..records import Course
from . import cluster
from .pool import FarPool


@contextlib.contextmanager
def reached(word: str, setup: Setup, course: Course) -> Iterator[Setup]:
    """Give a setup that grades on the cluster whose scheduler was named, such as ``dask:tls://host:8786``.

    Raises ``ClassProblem`` when that would not be safe, or nobody answers.
    """
    client = cluster.connect(cluster.checked(word))
    arguments = ("--sandbox", course.sandbox, "--start-method", course.method)
    where = (".".join(course.python.split(".")[:2]), course.sandbox, course.platform)
    try:
        yield replace(
            setup,
            pool=functools.partial(
                FarPool, client=client, run=secrets.token_hex(4), arguments=arguments, seconds=setup.silence,
                canaries=setup.canaries, where=where,
            ),
        )  # fmt: skip
    finally:
        client.close(timeout=cluster.PATIENCE)
