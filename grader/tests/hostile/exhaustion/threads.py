# tries: start threads without an end.
# exercise: ex02_start_and_join
# holds: the play is stopped at the limit.
# codes: too-many-threads
import threading
import time


def run_workers(worker, nums):
    for _ in range(2000):
        threading.Thread(target=time.sleep, args=(30,), daemon=True).start()
    time.sleep(30)
