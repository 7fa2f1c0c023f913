"""What happens on stage in ex02: the student's function is given a worker that reports to the judge."""

from ..api import Stage
from ..declared import says
from ..probes import Probe, failure


class Worker(Probe):
    """Stands for the worker of the document. It fails for the numbers in ``failing``."""

    def __init__(self, failing: list[int] | None = None) -> None:
        super().__init__("worker")
        self.failing = failing or []

    def __call__(self, num: int) -> None:
        with self.call(num) as dealt:
            if num in self.failing:
                raise failure(f"worker({num})", dealt)


@says(calls=("run_workers",), probes={"worker": (object,)})
def workers(stage: Stage, nums: list[int], failing: list[int] | None = None) -> None:
    """Run the student's function once."""
    stage.call("run_workers", Worker(failing), nums)
