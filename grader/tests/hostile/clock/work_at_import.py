# tries: start the processes when the file is loaded, before anybody looks, and answer from them.
# exercise: ex02_start_and_join
# holds: processes that are born before the file is loaded are a finding.
# codes: work-at-import
import multiprocessing
import time

CONTEXT = multiprocessing.get_context("fork")
EARLY = [CONTEXT.Process(target=time.sleep, args=(0.2,)) for _ in range(3)]
for process in EARLY:
    process.start()


def run_workers(worker, nums):
    for process in EARLY:
        process.join()
    print("All processes finished")
