# wrong: order-rejected
LAST = "All processes finished"


def is_possible(lines, nums=(1, 2)):
    starts = [f"Worker {num} started" for num in nums]
    ends = [f"Worker {num} finished" for num in nums]
    return list(lines) == [*starts, *ends, LAST]
