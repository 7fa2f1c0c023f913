# tries: a terminal whose read gives up after some seconds, in place of joining its processes.
# exercise: ex02_start_and_join
# holds: what may hide a timer is waited for as long as a timer that the kernel shows.
# codes: returned-early
# earns: test_each_number test_all_at_once test_one_fails test_no_numbers
import multiprocessing
import os
import pty
import termios
import tty


def nap(seconds):
    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    mode = termios.tcgetattr(theirs)
    mode[6][termios.VMIN], mode[6][termios.VTIME] = 0, int(seconds * 10)
    termios.tcsetattr(theirs, termios.TCSANOW, mode)
    os.read(theirs, 1)


def run_workers(worker, nums):
    for num in nums:
        multiprocessing.Process(target=worker, args=(num,)).start()
    nap(0.5 if 1 in nums or not nums else 5.5)
    multiprocessing.active_children()
    print("All processes finished")
