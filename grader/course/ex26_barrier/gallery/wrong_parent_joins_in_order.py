# wrong: waits-for-the-failed — the parent waits for the first process, and does not see that the second has failed
import multiprocessing


def run(barrier, first, second, i):
    first(i)
    barrier.wait()
    second(i)


def two_phases(first, second, count):
    barrier = multiprocessing.Barrier(count)
    processes = [multiprocessing.Process(target=run, args=(barrier, first, second, i)) for i in range(count)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        if process.exitcode:
            barrier.abort()
