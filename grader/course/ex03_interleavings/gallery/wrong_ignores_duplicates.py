# wrong: repeated-accepted — compares sets
LAST = "All processes finished"


def is_possible(lines, nums=(1, 2)):
    expected = [f"Worker {num} {word}" for num in nums for word in ("started", "finished")] + [LAST]
    if set(lines) != set(expected) or lines[-1] != LAST:
        return False
    return all(lines.index(f"Worker {num} started") < lines.index(f"Worker {num} finished") for num in nums)
