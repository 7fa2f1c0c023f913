# tries: leave a program that has the words of multiprocessing's forkserver among its arguments, and do the rest rightly.
# exercise: ex02_start_and_join
# holds: a forkserver is what multiprocessing itself has started, and what the kernel says that it runs.
# earns: test_each_number test_all_at_once test_one_fails
# codes: returned-early
import multiprocessing
import subprocess
import sys


def run_workers(worker, nums):
    processes = [multiprocessing.Process(target=worker, args=(num,)) for num in nums]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    words = "from multiprocessing.forkserver import main"
    subprocess.Popen([sys.executable, "-S", "-c", "import time; time.sleep(30)", words])
    print("All processes finished")
