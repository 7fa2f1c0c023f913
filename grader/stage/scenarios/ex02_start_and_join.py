"""What happens on stage in ex02: the student's function is given a worker that reports to the judge."""

from ..api import Stage
from ..declared import given, says
from ..probes import Probe, failure


class Worker(Probe):
    """Stands for the worker of the document."""

    def __init__(self) -> None:
        super().__init__("worker")

    def __call__(self, num: int) -> None:
        with self.call(num) as (dealt, ends):
            if ends:
                raise failure(f"worker({num})", dealt)


@says(calls=("run_workers",), probes={"worker": (object,)}, ends={"worker": given(failing="raise")})
def workers(stage: Stage, nums: list[int], *, failing: list[int] | None = None) -> None:
    """Run the student's function once. The worker fails for the numbers in ``failing``."""
    stage.call("run_workers", Worker(), nums)
