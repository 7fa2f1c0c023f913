# tries: take memory without an end.
# exercise: ex02_start_and_join
# holds: the play is stopped at the limit.
# codes: too-much-memory exception died never-called
def run_workers(worker, nums):
    kept = []
    while True:
        kept.append(b"x" * 10_000_000)
