# right: removes pairs, started and finished, until only the last line is left
def is_possible(lines, nums=(1, 2)):
    rest = [line for line in lines]
    for num in nums:
        try:
            start = rest.index(f"Worker {num} started")
            end = rest.index(f"Worker {num} finished")
        except ValueError:
            return False
        if end < start:
            return False
        del rest[end], rest[start]
    return rest == ["All processes finished"] and lines[-1] == rest[0]
