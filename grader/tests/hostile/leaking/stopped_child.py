# tries: leave children that are stopped, and zombies that nobody waits for.
# exercise: ex02_start_and_join
# holds: all of them are ended and reaped.
# codes: never-called returned-early
import os
import signal
import time


def run_workers(worker, nums):
    for _ in range(5):
        if (pid := os.fork()) == 0:
            time.sleep(3600)
        os.kill(pid, signal.SIGSTOP)
        if os.fork() == 0:
            os._exit(0)
    print("All processes finished")
