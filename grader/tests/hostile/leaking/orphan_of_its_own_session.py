# tries: leave the session and the parent, and ignore every signal that can be ignored.
# exercise: ex02_start_and_join
# holds: it is a finding, and it is ended.
# codes: returned-early never-called
import os
import signal
import time


def run_workers(worker, nums):
    read, write = os.pipe()
    if os.fork() == 0:
        os.setsid()
        for number in range(1, 32):
            if number not in (signal.SIGKILL, signal.SIGSTOP):
                signal.signal(number, signal.SIG_IGN)
        if os.fork():
            os._exit(0)
        os.write(write, b"1")
        time.sleep(3600)
    os.read(read, 1)
    os.wait()
    print("All processes finished")
