"""What happens on stage in ex21: a resource that knows the process that made it, and cannot leave it."""

from __future__ import annotations

import os

from ..api import Stage
from ..declared import LOOK, given, says
from ..looks import Looks
from ..probes import Probe, failure

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from typing import NoReturn


_made: list[Resource] = []  # in this process, or in the one that it is a copy of


class Resource:
    """Stands for a connection: it belongs to one process, cannot be pickled, and is empty, so it counts as false."""

    def __init__(self) -> None:
        self.pid = os.getpid()

    def __len__(self) -> int:
        return 0

    def __reduce__(self) -> NoReturn:
        raise TypeError("cannot pickle 'Resource' object")


class Make(Probe):
    """Makes a resource for the process that calls it."""

    def __init__(self) -> None:
        super().__init__("make")

    def __call__(self) -> Resource:
        with self.call():
            _made.append(Resource())
            return _made[-1]


class Use(Probe):
    """Returns the number that the judge has drawn.

    It tells the judge whose resource it was given. If it does not fail, it stays at work for as long as the judge holds it
    there.
    """

    def __init__(self) -> None:
        super().__init__("use")

    def __call__(self, resource: object, item: int) -> int:
        with self.call(whose(resource), item) as (dealt, ends):
            if ends:
                raise failure(f"use(…, {item})", dealt)
            Probe("at work").tell(item)
            return dealt


def whose(resource: object) -> str:
    """Say in words what was given as the resource."""
    if isinstance(resource, Resource):
        if resource.pid != os.getpid():
            return "resource of another process"
        return "own resource" if any(resource is one for one in _made) else "something that make has not made"
    return "None" if resource is None else f"something of type {type(resource).__name__}"


@says(
    calls=("with_resource",),
    probes={"make": (), "use": (str, object), "at work": (object,), **LOOK},
    inside={"at work": "use"},
    ends={"use": given(failing="raise")},
)
def work(stage: Stage, items: list[int], processes: int | None = None, *, failing: list[int] | None = None) -> None:
    """Run the student's function once. With None for ``processes`` the argument is left out."""
    size = [] if processes is None else [processes]
    with Looks(stage):
        stage.call("with_resource", Make(), Use(), items, *size)
