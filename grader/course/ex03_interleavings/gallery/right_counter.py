# right: counts who runs
from collections import Counter

LAST = "All processes finished"


def is_possible(lines, nums=(1, 2)):
    expected = [f"Worker {num} {word}" for num in nums for word in ("started", "finished")] + [LAST]
    if not lines or Counter(lines) != Counter(expected) or lines[-1] != LAST:
        return False
    running = Counter()
    for line in lines[:-1]:
        num, word = line.split()[1:]
        running[num] += 1 if word == "started" else -1
        if running[num] < 0:
            return False
    return True
