# wrong: threads
import threading


def run_all(worker, nums):
    threads = [threading.Thread(target=worker, args=(num,)) for num in nums]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
