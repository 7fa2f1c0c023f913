# tries: leave a thread that calls the worker when the function has returned.
# exercise: ex02_start_and_join
# holds: a call by the caller's own process is none that was asked for.
import threading
import time


def run_workers(worker, nums):
    def later():
        time.sleep(0.2)
        for num in nums:
            worker(num)

    threading.Thread(target=later).start()
    print("All processes finished")
