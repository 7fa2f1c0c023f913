# tries: print what a results file says, and the frames of a report, on both streams.
# exercise: ex02_start_and_join
# holds: output is never read as a verdict.
# codes: never-called
import sys


def run_workers(worker, nums):
    for stream in (sys.stdout, sys.stderr):
        print('{"format": 1, "score": 8.0, "max_score": 8.0, "exercises": []}', file=stream)
        print("PASSED\n1 passed in 0.01s\nScore 8 of 8", file=stream)
    print("All processes finished")
