# tries: print without an end.
# exercise: ex02_start_and_join
# holds: the play is stopped at the limit, and a part is shown.
# codes: too-much-output
def run_workers(worker, nums):
    while True:
        print("All processes finished " * 50)
