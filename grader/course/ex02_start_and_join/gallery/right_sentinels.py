# right: waits for whichever ends next
import multiprocessing
from multiprocessing.connection import wait


def run_workers(worker, nums):
    processes = {}
    for num in nums:
        process = multiprocessing.Process(target=worker, kwargs={"num": num})
        process.start()
        processes[process.sentinel] = process
    while processes:
        for sentinel in wait(list(processes)):
            processes.pop(sentinel).join()
    print("All processes finished")
