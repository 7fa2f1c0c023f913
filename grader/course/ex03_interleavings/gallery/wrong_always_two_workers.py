# wrong: order-rejected — does not look at nums
from collections import Counter

LAST = "All processes finished"


def is_possible(lines, nums=(1, 2)):
    nums = (1, 2)
    expected = [f"Worker {num} {word}" for num in nums for word in ("started", "finished")] + [LAST]
    if not lines or Counter(lines) != Counter(expected) or lines[-1] != LAST:
        return False
    for num in nums:
        running = 0
        for line in lines:
            running += (line == f"Worker {num} started") - (line == f"Worker {num} finished")
            if running < 0:
                return False
    return True
