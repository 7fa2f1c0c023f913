# tries: a process that an alarm ends as a nap in place of joining its processes.
# exercise: ex02_start_and_join
# holds: the judge is told of every alarm, in whichever process it is set.
# earns: test_each_number test_all_at_once test_one_fails test_no_numbers
# codes: returned-early
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


def run_workers(worker, nums):
    for num in nums:
        multiprocessing.Process(target=worker, args=(num,)).start()
    nap(0.45)
    multiprocessing.active_children()
    print("All processes finished")
