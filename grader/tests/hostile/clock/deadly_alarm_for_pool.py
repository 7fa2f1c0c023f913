# tries: a process that an alarm ends as a nap in place of joining the pool.
# exercise: ex17_pool
# holds: the judge is told of every alarm, in whichever process it is set.
# codes: work-lost
import multiprocessing
import os
import signal


def nap(seconds):
    pid = os.fork()
    if pid == 0:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        while True:
            signal.pause()
    os.waitpid(pid, 0)


def run_in_pool(worker, nums, processes=2):
    pool = multiprocessing.Pool(processes)
    pool.map_async(worker, nums, chunksize=1)
    nap(0.8)
    pool.terminate()
    pool.join()
    print("All processes finished")
