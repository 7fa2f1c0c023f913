# wrong: returned-early — after two seconds join() gives up
import multiprocessing


def run_workers(worker, nums):
    processes = [multiprocessing.Process(target=worker, args=(num,)) for num in nums]
    for process in processes:
        process.start()
    for process in processes:
        process.join(timeout=2)
    print("All processes finished")
