# wrong: missing-accepted
LAST = "All processes finished"


def is_possible(lines, nums=(1, 2)):
    expected = [f"Worker {num} {word}" for num in nums for word in ("started", "finished")] + [LAST]
    left = list(expected)
    for line in lines:
        if line not in left:
            return False
        left.remove(line)
        if line.endswith("finished") and line.replace("finished", "started") in left:
            return False
    return not lines or LAST not in lines[:-1]
