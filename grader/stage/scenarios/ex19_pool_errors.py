"""What happens on stage in ex19: a function that raises for some items, and the two dictionaries laid open for the judge."""

from __future__ import annotations

from ..api import Stage
from ..declared import LOOK, given, says
from ..looks import Looks
from ..probes import Failure, Probe

KINDS = (Failure, KeyError, ValueError)
NOTHING = 0
EXCEPTION = 8


class Func(Probe):
    """Returns the number that the judge has drawn, for two items something unusual."""

    def __init__(self) -> None:
        super().__init__("func")

    def __call__(self, item: int) -> object:
        with self.call(item) as (dealt, ends):
            if ends:
                raise KINDS[item % 3](f"func({item}) fails on purpose", dealt)
            if item == NOTHING:
                return None
            if item == EXCEPTION:
                return ValueError("returned, not raised")
            return dealt


@says(
    calls=("gather",),
    probes={"func": (object,), **LOOK},
    ends={"func": given(failing="raise")},
    notes={"answer": {"results": dict, "errors": dict, "args": dict}},
)
def work(stage: Stage, items: list[int], processes: int | None = None, *, failing: list[int] | None = None) -> None:
    """Run the student's function once, and note its two dictionaries if that is what it returned.

    processes: None leaves the argument out.
    """
    size = [] if processes is None else [processes]
    with Looks(stage):
        value = stage.call("gather", Func(), items, *size).value
    if isinstance(value, tuple) and len(value) == 2 and all(isinstance(part, dict) for part in value):
        results, errors = map(dict, value)
        args = {index: list(error.args) for index, error in errors.items() if isinstance(error, BaseException)}
        stage.note("answer", results=results, errors=errors, args=args)
