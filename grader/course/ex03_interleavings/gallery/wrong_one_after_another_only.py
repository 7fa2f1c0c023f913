# wrong: order-rejected — believes that each worker finishes before the next one starts
LAST = "All processes finished"


def is_possible(lines, nums=(1, 2)):
    for at, num in enumerate(nums):
        if list(lines[2 * at : 2 * at + 2]) != [f"Worker {num} started", f"Worker {num} finished"]:
            return False
    return list(lines[2 * len(nums) :]) == [LAST]
