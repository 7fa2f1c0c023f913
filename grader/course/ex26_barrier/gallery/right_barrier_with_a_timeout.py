# right: the same with a shorter timeout
import multiprocessing
import threading


def run(barrier, first, second, i):
    first(i)
    try:
        barrier.wait()
    except threading.BrokenBarrierError:
        return
    second(i)


def two_phases(first, second, count):
    barrier = multiprocessing.Barrier(count, timeout=3)
    processes = [multiprocessing.Process(target=run, args=(barrier, first, second, i)) for i in range(count)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
