"""What happens on stage in exNN: the student's function is given a worker that reports to the judge."""

from ..api import Stage
from ..declared import says
from ..probes import Probe


class Worker(Probe):
    """TODO(author): say what this stands for. It tells the judge who calls it, and waits there as long as a hold says."""

    def __init__(self) -> None:
        super().__init__("worker")

    def __call__(self, num: int) -> None:
        with self.call(num):
            pass


@says(calls=("run_all",), probes={"worker": (object,)})
def workers(stage: Stage, nums: list[int]) -> None:
    """Run the student's function once."""
    stage.call("run_all", Worker(), nums)
