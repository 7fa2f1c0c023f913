# tries: replace multiprocessing's Process by a thread that calls itself a process.
# exercise: ex02_start_and_join
# holds: a thread has the process id of its process.
# codes: threads
import multiprocessing
import multiprocessing.dummy
import threading


def run_workers(worker, nums):
    multiprocessing.Process = threading.Thread
    threads = [multiprocessing.Process(target=worker, args=(num,)) for num in nums]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("All processes finished")
