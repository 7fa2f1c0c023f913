# tries: a timer of timer_create as a nap in place of joining its processes.
# exercise: ex02_start_and_join
# holds: the filter of the play refuses timer_create.
# codes: exception
import ctypes
import multiprocessing
import signal


def nap(seconds):
    libc = ctypes.CDLL(None)
    signal.signal(signal.SIGUSR1, lambda *rest: None)
    timer = ctypes.c_void_p()
    event = (ctypes.c_int * 16)(0, 0, int(signal.SIGUSR1), 0)
    if libc.timer_create(1, event, ctypes.byref(timer)):
        raise OSError("no timer")
    libc.timer_settime(timer, 0, (ctypes.c_long * 4)(0, 0, int(seconds), int(seconds % 1 * 1e9)), None)
    signal.pause()


def run_workers(worker, nums):
    for num in nums:
        multiprocessing.Process(target=worker, args=(num,)).start()
    nap(0.45)
    multiprocessing.active_children()
    print("All processes finished")
