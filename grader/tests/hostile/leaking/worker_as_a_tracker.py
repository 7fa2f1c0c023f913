# tries: say that the processes which still work are multiprocessing's own helpers.
# exercise: ex02_start_and_join
# holds: a helper is what the kernel says that it runs, and who has called the worker is none.
# earns: test_each_number test_all_at_once test_no_numbers
# codes: returned-early not-joined
import multiprocessing
from multiprocessing import forkserver, resource_tracker


def run_workers(worker, nums):
    processes = [multiprocessing.Process(target=worker, args=(num,)) for num in nums]
    for process in processes:
        process.start()
    if processes:
        resource_tracker._resource_tracker._pid = processes[0].pid
        forkserver._forkserver._forkserver_pid = processes[-1].pid
    print("All processes finished")
