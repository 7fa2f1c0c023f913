# tries: return a text of 100 MB.
# exercise: ex12_collect
# holds: the judge reads no more than the limit.
# codes: too-large-answer
def collect(func, items):
    return "x" * 100_000_000
