# tries: an io_uring as a nap in place of joining producer and consumer.
# exercise: ex10_pipeline
# holds: the filter of the play refuses io_uring.
# codes: exception
import ctypes
import multiprocessing


def nap(seconds):
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(425, 4, (ctypes.c_char * 120)()) < 0:
        raise OSError(ctypes.get_errno(), "io_uring_setup")


def run_pipeline(producer, consumer):
    queue = multiprocessing.Queue()
    multiprocessing.Process(target=producer, args=(queue,)).start()
    multiprocessing.Process(target=consumer, args=(queue,)).start()
    nap(0.4)
    queue.put(None)
    nap(0.4)
    multiprocessing.active_children()
    print("All processes finished")
