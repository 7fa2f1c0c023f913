# tries: leave what is a tracker indeed, but none that multiprocessing has started.
# exercise: ex02_start_and_join
# holds: of the trackers that the main process has started only the one counts that multiprocessing uses.
# earns: test_each_number test_all_at_once test_one_fails
# codes: returned-early
import multiprocessing
import os
import subprocess
import sys

OPEN = []


def run_workers(worker, nums):
    processes = [multiprocessing.Process(target=worker, args=(num,)) for num in nums]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    ours, theirs = os.pipe()
    OPEN.append(theirs)
    words = [sys.executable, "-S", "-s", "-P", "-c", f"from multiprocessing.resource_tracker import main;main({ours})"]
    subprocess.Popen(words, pass_fds=[ours])
    print("All processes finished")
