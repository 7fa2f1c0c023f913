# wrong: not-true-or-false
def is_possible(lines, nums=(1, 2)):
    lines = list(lines)
    if not lines or lines[-1] != "All processes finished":
        return "impossible"
    running = dict.fromkeys(nums, 0)
    expected = [f"Worker {num} {word}" for num in nums for word in ("started", "finished")]
    if sorted(lines[:-1]) != sorted(expected):
        return "impossible"
    for line in lines[:-1]:
        for num in running:
            running[num] += {f"Worker {num} started": 1, f"Worker {num} finished": -1}.get(line, 0)
            if running[num] < 0:
                return "impossible"
    return "possible"
