# right: raises and catches its own exceptions
def is_possible(lines, nums=(1, 2)):
    try:
        check(iter(lines), list(nums))
    except (ValueError, KeyError, StopIteration):
        return False
    return True


def check(lines, waiting):
    running = []
    while waiting or running:
        name, num, word = next(lines).split(" ")
        num = {str(one): one for one in waiting + running}[num]
        if name != "Worker":
            raise ValueError
        if word == "started":
            waiting.remove(num)
            running.append(num)
        elif word == "finished":
            running.remove(num)
        else:
            raise KeyError
    if list(lines) != ["All processes finished"]:
        raise ValueError
