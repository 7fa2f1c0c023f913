"""What happens on stage in ex26: two phases that tell the judge who is in them, and that can fail, or end their process."""

from __future__ import annotations

from ..api import Stage
from ..declared import given, says
from ..probes import Probe, failure


class Phase(Probe):
    """Stands for one phase. Inside it, ``still in …`` is a second gate."""

    def __call__(self, i: int) -> None:
        with self.call(i) as (dealt, ends):
            Probe(f"still in {self.name}").tell(i)
            if ends == "raise":
                raise failure(f"{self.name}({i})", dealt)


@says(
    calls=("two_phases",),
    probes=dict.fromkeys(("first", "second", "still in first", "still in second"), (object,)),
    inside={"still in first": "first", "still in second": "second"},
    ends={"first": given(failing="raise", dying="kill"), "second": given(failing_later="raise")},
)
def phases(
    stage: Stage,
    count: int,
    *,
    failing: list[int] | None = None,
    dying: list[int] | None = None,
    failing_later: list[int] | None = None,
) -> None:
    """Run the student's function once. failing, dying: in the first phase. failing_later: in the second."""
    stage.call("two_phases", Phase("first"), Phase("second"), count)
