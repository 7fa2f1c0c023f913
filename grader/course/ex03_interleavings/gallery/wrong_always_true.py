# wrong: finish-first-accepted
def is_possible(lines, nums=(1, 2)):
    return True
