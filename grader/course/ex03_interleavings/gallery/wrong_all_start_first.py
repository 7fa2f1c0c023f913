# wrong: late-start-rejected
from collections import Counter

LAST = "All processes finished"


def is_possible(lines, nums=(1, 2)):
    expected = [f"Worker {num} {word}" for num in nums for word in ("started", "finished")] + [LAST]
    if Counter(lines) != Counter(expected) or lines[-1] != LAST:
        return False
    half = len(nums)
    return all(line.endswith("started") for line in lines[:half])
