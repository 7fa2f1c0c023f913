# tries: leave a program whose command line looks like multiprocessing's own helper, and do the rest rightly.
# exercise: ex02_start_and_join
# holds: it is a finding like any other.
# earns: test_each_number test_all_at_once test_one_fails
# codes: returned-early
import multiprocessing
import subprocess
import sys


def run_workers(worker, nums):
    text = "import signal; signal.pause() # from multiprocessing.resource_tracker import main"
    subprocess.Popen([sys.executable, "-I", "-S", "-c", text])
    processes = [multiprocessing.Process(target=worker, args=(num,)) for num in nums]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print("All processes finished")
