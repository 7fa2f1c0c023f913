# tries: an accident: processes started at the top level of the file, under spawn.
# exercise: ex02_start_and_join
# holds: it is explained.
# options: --start-method spawn
# codes: work-at-import
import multiprocessing


def run_workers(worker, nums):
    processes = [multiprocessing.Process(target=worker, args=(num,)) for num in nums]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print("All processes finished")


run_workers(print, [1, 2, 3])
