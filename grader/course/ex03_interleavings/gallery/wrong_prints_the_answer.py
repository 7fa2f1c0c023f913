# wrong: nothing-returned
from collections import Counter

LAST = "All processes finished"


def is_possible(lines, nums=(1, 2)):
    expected = [f"Worker {num} {word}" for num in nums for word in ("started", "finished")] + [LAST]
    print(Counter(lines) == Counter(expected) and lines[-1] == LAST)
