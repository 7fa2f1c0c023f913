# tries: print in a child what Python prints when a child fails on purpose.
# exercise: ex02_start_and_join
# holds: a printed text excuses nothing.
# codes: never-called
import multiprocessing
import sys


def child():
    sys.stderr.write("Process Process-1:\nTraceback (most recent call last):\n  File \"x\", line 1, in y\n")
    sys.stderr.write("stage.probes.Failure: worker(1) fails on purpose\n")


def run_workers(worker, nums):
    for _ in nums:
        process = multiprocessing.Process(target=child)
        process.start()
        process.join()
    print("All processes finished")
