# tries: leave another program that holds the output open, in a session of its own, with an empty environment.
# exercise: ex02_start_and_join
# holds: the judge does not wait for it, and ends it.
# codes: never-called returned-early
import subprocess
import sys


def run_workers(worker, nums):
    subprocess.Popen([sys.executable, "-I", "-S", "-c", "import time; time.sleep(3600)"], start_new_session=True, env={})
    print("All processes finished")
