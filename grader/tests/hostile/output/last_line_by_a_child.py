# tries: let a child print the last line.
# exercise: ex02_start_and_join
# holds: the kernel says who wrote it.
# earns: test_each_number test_all_at_once test_one_fails
# codes: line-by-child
import multiprocessing


def run_workers(worker, nums):
    processes = [multiprocessing.Process(target=worker, args=(num,)) for num in nums]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    last = multiprocessing.Process(target=print, args=("All processes finished",))
    last.start()
    last.join()
