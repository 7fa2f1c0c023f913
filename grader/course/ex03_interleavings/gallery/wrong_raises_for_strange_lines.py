# wrong: raises-for-lines — reads the number out of every line
def is_possible(lines, nums=(1, 2)):
    if not lines or lines[-1] != "All processes finished" or len(lines) != 2 * len(nums) + 1:
        return False
    state = dict.fromkeys(nums, "new")
    for line in lines[:-1]:
        _, num, word = line.split()
        before = {"started": "new", "finished": "started"}[word]
        if state[int(num)] != before:
            return False
        state[int(num)] = word
    return True
