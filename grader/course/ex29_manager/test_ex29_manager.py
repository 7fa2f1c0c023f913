"""How it is proved: two processes count the same word step by step together, as long as nothing keeps one of them back."""

from collections import Counter
from typing import Any

from grader.checking import Hold, Lesson, Mistake, Other, Play, Run, Until, check, dealt, expect, meet, shorten

LESSON = Lesson(
    title="A dictionary for several processes", part="E", section="", contract=("count_words(split, texts, workers)",)
)
TEXTS = ["to be to", "or not to", "", "be to"]
SAME = ["to", "to"]
WORKERS = 3
TOGETHER: list[Hold] = [meet("split", parties=WORKERS, linger=True)]
# Two processes send the same word, step by step together, as long as nothing of theirs keeps one of them back.
IN_STEP: list[Hold] = [meet("split", parties=2), meet("send", parties=2, again=True)]
# All texts but the one that fails take their time: who does not wait for them shows.
OTHERS_ARE_SLOW: list[Hold] = [Until(probe="split", which=lambda args: args != (TEXTS[0],), give_up="still")]


@check(points=1)
def test_counts(play: Play) -> None:
    """It returns a plain dictionary with the exact count of each word."""
    run = play("count", texts=TEXTS, workers=1, may_leave=True)
    expect.foreign(run, "split")
    expect.ended(run)
    expect.returned(run)
    _counted(run, TEXTS, "wrong-counts")
    expect.called_once_each(run, "split", [[text] for text in TEXTS])


@check(points=3, methods="all", needs=["test_counts"])
def test_at_once(play: Play) -> None:
    """As many processes as asked for split texts at the same time, and all have ended when it returns."""
    run = play("count", texts=TEXTS, workers=WORKERS, holds=TOGETHER)
    expect.together(run, "split", parties=WORKERS)
    expect.at_most(run, "split", parties=WORKERS)
    expect.ended(run)
    expect.returned(run)
    expect.called_once_each(run, "split", [[text] for text in TEXTS])
    expect.nothing_left(run)


@check(points=2, methods="all", needs=["test_at_once"])
def test_no_count_is_lost(play: Play) -> None:
    """Processes that count the same word at the same time lose no count."""
    run = play("count", texts=SAME, workers=2, holds=IN_STEP)
    expect.together(run, "split", parties=2)
    expect.ended(run)
    expect.returned(run)
    _counted(run, SAME, "counts-lost")


@check(points=1, needs=["test_no_count_is_lost"])
def test_odd_texts(play: Play) -> None:
    """If split fails for one text, all others are counted; no texts at all give an empty dictionary."""
    run = play("count", texts=TEXTS, workers=2, failing=TEXTS[:1], holds=OTHERS_ARE_SLOW, may_raise=True)
    expect.ended(run)
    done = len({repr(call.args) for call in run.of_probe("split")})
    if done < len(TEXTS):
        raise Mistake("text-left-out", have=done, want=len(TEXTS))
    expect.finished(run, "split")
    if run.invocation is not None and run.invocation.returned:
        _counted(run, TEXTS[1:], "wrong-counts")
    run = play("count", texts=[], workers=2)
    expect.ended(run)
    expect.returned(run)
    _counted(run, [], "wrong-counts")


def _counted(run: Run, texts: list[str], code: str) -> None:
    """The function returned the counts of these texts, in a dictionary."""
    words = [word for text in texts for word in text.split()]
    drawn = [f"n{number}" for number in dealt.results(run, "split", texts) if type(number) is int]
    want = dict(Counter([*words, *drawn, *drawn]))
    have: Any = run.report
    if type(have) is not dict:
        if type(run.value) is Other and run.value.type.endswith("Proxy"):
            raise Mistake("proxy-returned", type=run.value.type)
        raise Mistake("not-a-dictionary", have=shorten(run.value, 80))
    if want and not have:
        expect.no_child_errors(run)
        raise Mistake("nothing-counted")
    if have != want:
        expect.no_child_errors(run)
        if code == "counts-lost":
            raise Mistake("counts-lost", have=shorten(have, 120), want=shorten(want, 120))
        raise Mistake("wrong-counts", have=shorten(have, 120), want=shorten(want, 120))
