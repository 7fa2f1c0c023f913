# tries: return a list in a list, a hundred thousand times.
# exercise: ex12_collect
# holds: depth is cut on stage and refused by the judge.
# codes: never-called exception died
def collect(func, items):
    deep = []
    for _ in range(100_000):
        deep = [deep]
    return deep
