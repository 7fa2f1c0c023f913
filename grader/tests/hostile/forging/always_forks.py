# tries: start processes by fork under every start method, and hide the method that it has set, so that a target need not be pickled.
# exercise: ex02_start_and_join
# holds: the kernel tells which processes are copies of another one of the stage.
# codes: always-forks
# options: --start-method spawn
import multiprocessing


def run_workers(worker, nums):
    before = multiprocessing.get_start_method()
    multiprocessing.set_start_method("fork", force=True)
    processes = [multiprocessing.Process(target=lambda num=num: worker(num)) for num in nums]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    multiprocessing.set_start_method(before, force=True)
    print("All processes finished")
