# right: the parent looks again and again; the child aborts; errors in second are caught
import multiprocessing
import threading
import time


def run(barrier, first, second, i):
    first(i)
    try:
        barrier.wait()
    except threading.BrokenBarrierError:
        return
    try:
        second(i)
    except Exception as error:
        print(error)


def two_phases(first, second, count):
    barrier = multiprocessing.Barrier(count)
    processes = [multiprocessing.Process(target=run, args=(barrier, first, second, i), daemon=True) for i in range(count)]
    for process in processes:
        process.start()
    while any(process.is_alive() for process in processes):
        if any(process.exitcode for process in processes):
            barrier.abort()
        time.sleep(0.01)
    for process in processes:
        process.join()
