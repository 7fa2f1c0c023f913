"""The timeline's arithmetic: how many were inside at once, and a picture that fits."""

from hypothesis import given
from hypothesis import strategies as st

from grader.grading.evidence import Bar, Evidence
from grader.judge.run import peak
from grader.judge.seen import Call
from grader.messages import Words
from grader.report.timeline import drawn
from grader.tests import unhurried

__all__ = ["unhurried"]

SPANS = st.lists(st.tuples(st.integers(1, 4), st.integers(0, 50), st.integers(0, 20)), max_size=12)


def calls(spans: list[tuple[int, int, int]]) -> list[Call]:
    return [
        Call(number=n, probe="p", args=(), pid=pid, main_thread=True, entered=float(start), left=float(start + length))
        for n, (pid, start, length) in enumerate(spans)
    ]


@given(SPANS)
def test_peak_is_what_counting_at_every_instant_gives(spans: list[tuple[int, int, int]]) -> None:
    instants = {start + 0.5 for _, start, _ in spans}
    counted = max((len({pid for pid, start, length in spans if start <= at < start + length}) for at in instants), default=0)
    lasting = [span for span in spans if span[2] > 0]
    assert peak(calls(lasting), 100.0) == counted


@given(SPANS)
def test_peak_is_at_most_the_number_of_processes(spans: list[tuple[int, int, int]]) -> None:
    assert peak(calls(spans), 100.0) <= len({pid for pid, _, _ in spans})


def test_one_that_begins_as_another_ends_does_not_meet_it() -> None:
    assert peak(calls([(1, 0, 5), (2, 5, 5)]), 100.0) == 1


def test_a_call_that_never_ended_counts_to_the_last_moment() -> None:
    open_call = Call(number=0, probe="p", args=(), pid=1, main_thread=True, entered=0.0)
    assert peak([open_call, *calls([(2, 8, 1)])], 10.0) == 2


BARS = st.lists(
    st.builds(
        Bar,
        pid=st.integers(1, 5),
        label=st.sampled_from(["", "worker(1)", "worker(2)"]),
        start=st.floats(0, 30),
        end=st.floats(30, 60),
    ),
    max_size=20,
)


@given(BARS, st.integers(10, 60))
def test_the_picture_has_a_lane_for_each_process_and_fits(bars: list[Bar], width: int) -> None:
    evidence = Evidence(timeline=tuple(bars), processes={pid: f"process {pid}" for pid in range(1, 6)})
    rows = drawn(evidence, Words(), width=width)
    assert len(rows) == (len({bar.pid for bar in bars}) + 1 if bars else 0)
    for row in rows[:-1]:
        assert len(row[10 : 10 + width]) <= width
        assert ("worker" in row) == ("█" in row)


def test_bars_stand_where_they_happened() -> None:
    evidence = Evidence(
        timeline=(Bar(pid=1, label="a", start=0.0, end=5.0), Bar(pid=2, label="b", start=5.0, end=10.0)),
        processes={1: "one", 2: "two"},
    )
    assert drawn(evidence, Words(), width=10) == ["one █████      a", "two      █████ b", "    0  10.00 s"]
