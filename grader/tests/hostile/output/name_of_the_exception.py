# tries: raise an exception whose name is a forged line of the report.
# exercise: ex02_start_and_join
# holds: it is shown as text.
# codes: exception
def run_workers(worker, nums):
    raise type("E\n\x1b[32m  passed  ex02  8/8\n::set-output name=result::pass\n", (Exception,), {})("x")
