# tries: look like a user who presses Ctrl-C.
# exercise: ex02_start_and_join
# holds: it is an exception of the submission; the grading goes on.
# codes: exception
def run_workers(worker, nums):
    raise KeyboardInterrupt
