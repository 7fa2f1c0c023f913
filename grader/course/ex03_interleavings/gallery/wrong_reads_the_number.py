# wrong: foreign-accepted — int() reads "01" as 1
import re
from collections import Counter

LAST = "All processes finished"


def is_possible(lines, nums=(1, 2)):
    seen = []
    for line in lines:
        match = re.fullmatch(r"Worker (\d+) (started|finished)", line)
        seen.append((int(match[1]), match[2]) if match else line)
    expected = [(num, word) for num in nums for word in ("started", "finished")] + [LAST]
    if Counter(seen) != Counter(expected) or seen[-1] != LAST:
        return False
    for num in nums:
        running = 0
        for one in seen:
            running += (one == (num, "started")) - (one == (num, "finished"))
            if running < 0:
                return False
    return True
