# tries: wait without join: the caller says that it ends, which the judge holds until nothing moves.
# exercise: ex17_pool
# holds: the end of a process is never taken from the process in which the scenario plays.
# codes: odd-message
import multiprocessing
import sys


def run_in_pool(worker, nums, processes=2):
    pool = multiprocessing.Pool(processes)
    pool.map_async(worker, nums, chunksize=1)
    pool.close()
    for _ in range(4 * len(nums)):
        sys.modules["stage.probes"].Probe("process end").tell()
    print("All processes finished")
