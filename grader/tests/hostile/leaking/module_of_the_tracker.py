# tries: leave a program with exactly the tracker's command line, and a module of its own under the tracker's name.
# exercise: ex02_start_and_join
# holds: the kernel says where a tracker looks for its modules, and that is nowhere but where the stage does.
# earns: test_each_number test_all_at_once test_one_fails
# codes: returned-early
import multiprocessing
import os
import subprocess
import sys
import tempfile
from multiprocessing import resource_tracker


def run_workers(worker, nums):
    processes = [multiprocessing.Process(target=worker, args=(num,)) for num in nums]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    folder = tempfile.mkdtemp()
    os.mkdir(f"{folder}/multiprocessing")
    for name, text in (("__init__", ""), ("resource_tracker", "import time\ndef main(fd):\n    time.sleep(30)\n")):
        with open(f"{folder}/multiprocessing/{name}.py", "w") as file:
            file.write(text)
    ours, theirs = os.pipe()
    words = [sys.executable, "-S", "-s", "-P", "-c", f"from multiprocessing.resource_tracker import main;main({ours})"]
    started = subprocess.Popen(words, env={**os.environ, "PYTHONPATH": folder}, pass_fds=[ours])
    resource_tracker._resource_tracker._pid = started.pid
    resource_tracker._resource_tracker._fd = theirs
    print("All processes finished")
