# tries: another program that sleeps for some seconds, in place of joining its processes.
# exercise: ex02_start_and_join
# holds: a long sleep counts whichever process it is of, and whenever it began.
# codes: returned-early
# earns: test_each_number test_all_at_once test_one_fails test_no_numbers
import multiprocessing
import subprocess
import sys


def nap(seconds):
    subprocess.run([sys.executable, "-c", f"import time; time.sleep({seconds})"])


def run_workers(worker, nums):
    for num in nums:
        multiprocessing.Process(target=worker, args=(num,)).start()
    nap(0.5 if 1 in nums or not nums else 5.5)
    multiprocessing.active_children()
    print("All processes finished")
