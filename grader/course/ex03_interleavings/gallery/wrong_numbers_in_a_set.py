# wrong: equal-numbers — a worker that runs cannot start once more
LAST = "All processes finished"


def is_possible(lines, nums=(1, 2)):
    expected = [f"Worker {num} {word}" for num in nums for word in ("started", "finished")] + [LAST]
    if sorted(lines) != sorted(expected) or lines[-1] != LAST:
        return False
    running = set()
    for line in lines[:-1]:
        _, num, word = line.split()
        if word == "started":
            if num in running:
                return False
            running.add(num)
        elif num not in running:
            return False
        else:
            running.remove(num)
    return True
