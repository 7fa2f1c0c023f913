# right: makes every order and looks whether this one is among them; slow, and right
import itertools


def is_possible(lines, nums=(1, 2)):
    own = [f"Worker {num} {word}" for num in nums for word in ("started", "finished")]
    for order in itertools.permutations(own):
        good = True
        for num in nums:
            running = 0
            for line in order:
                running += (line == f"Worker {num} started") - (line == f"Worker {num} finished")
                good = good and running >= 0
        if good and [*order, "All processes finished"] == list(lines):
            return True
    return False
