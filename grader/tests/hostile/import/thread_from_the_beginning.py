# tries: start a thread while it is loaded, which goes on during all checks and ends the process later.
# exercise: ex02_start_and_join
# holds: it dies with its stage.
# codes: never-called died
import os
import threading
import time


def later():
    time.sleep(0.3)
    os._exit(0)


threading.Thread(target=later, daemon=True).start()


def run_workers(worker, nums):
    print("All processes finished")
