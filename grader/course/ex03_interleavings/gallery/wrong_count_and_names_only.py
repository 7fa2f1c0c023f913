# wrong: missing-accepted — five lines, all known, but a worker comes twice and another never
LAST = "All processes finished"


def is_possible(lines, nums=(1, 2)):
    expected = [f"Worker {num} {word}" for num in nums for word in ("started", "finished")] + [LAST]
    if len(lines) != len(expected) or any(line not in expected for line in lines) or lines[-1] != LAST:
        return False
    for num in nums:
        running = 0
        for line in lines:
            running += (line == f"Worker {num} started") - (line == f"Worker {num} finished")
            if running < 0:
                return False
    return True
