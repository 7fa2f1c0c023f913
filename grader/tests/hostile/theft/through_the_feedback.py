# tries: carry a large text out in the message of an exception.
# exercise: ex02_start_and_join
# holds: what is shown of an exception is short.
# codes: exception
def run_workers(worker, nums):
    raise RuntimeError("stolen " * 100_000)
