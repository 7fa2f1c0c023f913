# tries: shares that end at the first error, and a worker that is told that no number fails.
# exercise: ex17_pool
# holds: which calls fail is the judge's word, told to each call as it goes on; no probe knows it, and none can be told otherwise.
# codes: error-stops-others
# earns: test_each_number test_at_once test_waits test_default_size test_no_numbers
import multiprocessing


def chunk(worker, nums):
    for num in nums:
        worker(num)


def run_in_pool(worker, nums, processes=2):
    worker.failing = []
    pool = [multiprocessing.Process(target=chunk, args=(worker, nums[i::processes])) for i in range(processes)]
    for one in pool:
        one.start()
    for one in pool:
        one.join()
    print("All processes finished")
