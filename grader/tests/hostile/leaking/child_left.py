# tries: return while a child still runs.
# exercise: ex02_start_and_join
# holds: it is a finding, and it is ended.
# earns: test_each_number test_all_at_once test_one_fails
# codes: returned-early
import multiprocessing
import signal


def run_workers(worker, nums):
    multiprocessing.Process(target=signal.pause).start()
    processes = [multiprocessing.Process(target=worker, args=(num,)) for num in nums]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print("All processes finished")
