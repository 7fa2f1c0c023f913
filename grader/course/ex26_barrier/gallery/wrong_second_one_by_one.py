# wrong: one-after-another — a lock around the second phase
import multiprocessing


def run(barrier, lock, first, second, i):
    first(i)
    barrier.wait()
    with lock:
        second(i)


def two_phases(first, second, count):
    barrier = multiprocessing.Barrier(count)
    lock = multiprocessing.Lock()
    processes = [multiprocessing.Process(target=run, args=(barrier, lock, first, second, i)) for i in range(count)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
