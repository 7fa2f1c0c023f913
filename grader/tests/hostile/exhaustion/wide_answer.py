# tries: return six hundred thousand small lists: few bytes, and much memory for who reads them.
# exercise: ex12_collect
# holds: the judge counts what an answer would cost before it reads it.
# codes: too-large-answer too-much-memory no-progress
def collect(func, items):
    return [[] for _ in range(600_000)]
