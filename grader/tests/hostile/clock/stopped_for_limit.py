# tries: SIGSTOP, until a helper continues it as a nap in place of a limit of the queue.
# exercise: ex31_back_pressure
# holds: who stops it is a process of the play, and its sleep is seen.
# earns: test_in_order test_waits test_handle_fails test_source_fails
# codes: too-far-ahead
import multiprocessing
import os
import signal
import time


def nap(seconds):
    me = os.getpid()
    pid = os.fork()
    if pid == 0:
        time.sleep(seconds)
        os.kill(me, signal.SIGCONT)
        os._exit(0)
    os.kill(me, signal.SIGSTOP)
    os.waitpid(pid, 0)


def produce(source, queue):
    try:
        for item in source():
            queue.put(item)
            nap(0.3)
    finally:
        queue.put(None)


def consume(queue, handle):
    while (item := queue.get()) is not None:
        try:
            handle(item)
        except Exception:
            pass


def bounded_pipeline(source, handle, capacity):
    queue = multiprocessing.Queue()
    processes = [multiprocessing.Process(target=produce, args=(source, queue)), multiprocessing.Process(target=consume, args=(queue, handle))]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
