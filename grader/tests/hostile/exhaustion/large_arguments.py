# tries: call the worker many times with a large text, so that the judge keeps them all.
# exercise: ex02_start_and_join
# holds: the witness keeps a bounded number of bytes, over all messages.
# codes: too-large-answer
def run_workers(worker, nums):
    for _ in range(200):
        worker("x" * 2_000_000)
