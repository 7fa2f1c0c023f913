# tries: a timerfd as a nap in place of joining producer and consumer.
# exercise: ex10_pipeline
# holds: the kernel tells which file is read, and a timerfd is a timer.
# codes: end-mark-too-early
import ctypes
import multiprocessing
import os


def nap(seconds):
    libc = ctypes.CDLL(None)
    fd = libc.timerfd_create(1, 0)
    libc.timerfd_settime(fd, 0, (ctypes.c_long * 4)(0, 0, int(seconds), int(seconds % 1 * 1e9)), None)
    os.read(fd, 8)
    os.close(fd)


def run_pipeline(producer, consumer):
    queue = multiprocessing.Queue()
    multiprocessing.Process(target=producer, args=(queue,)).start()
    multiprocessing.Process(target=consumer, args=(queue,)).start()
    nap(0.4)
    queue.put(None)
    nap(0.4)
    multiprocessing.active_children()
    print("All processes finished")
