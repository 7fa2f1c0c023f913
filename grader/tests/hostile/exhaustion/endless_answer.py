# tries: return a list that contains itself, and a number of a million digits.
# exercise: ex12_collect
# holds: it is shown, shortened.
# codes: never-called
def collect(func, items):
    loop = [10**1_000_000]
    loop.append(loop)
    return loop
