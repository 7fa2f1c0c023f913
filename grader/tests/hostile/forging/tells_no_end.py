# tries: tell no end of the workers, and nap in place of the join.
# exercise: ex17_pool
# holds: each process that has called worker tells its end, unless the caller's process ends others by signals.
# codes: odd-message
# earns: test_each_number test_at_once test_one_fails test_default_size test_no_numbers
import multiprocessing
import time


def quiet():
    from stage import pools

    pools._told.add(multiprocessing.current_process().pid)


def run_in_pool(worker, nums, processes=2):
    pool = multiprocessing.Pool(processes, initializer=quiet)
    for result in [pool.apply_async(worker, (num,)) for num in nums]:
        result.wait()
    pool.close()
    time.sleep(0.6)
    multiprocessing.active_children()
    print("All processes finished")
