# right: takes one line away at a time, and prints what it does
def is_possible(lines, nums=(1, 2)):
    print("asked about", lines, "with", nums)
    return possible(tuple(lines), tuple((num, "started") for num in nums))


def possible(lines, tasks):
    if not tasks:
        return lines == ("All processes finished",)
    if not lines:
        return False
    for at, (num, word) in enumerate(tasks):
        if lines[0] == f"Worker {num} {word}":
            rest = tasks[:at] + tasks[at + 1 :]
            return possible(lines[1:], rest + (((num, "finished"),) if word == "started" else ()))
    return False
