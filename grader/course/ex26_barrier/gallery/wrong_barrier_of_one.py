# wrong: second-too-early — each process has a barrier of its own
import multiprocessing


def run(barrier, first, second, i):
    first(i)
    multiprocessing.Barrier(1).wait()
    second(i)


def two_phases(first, second, count):
    barrier = multiprocessing.Barrier(count)
    processes = [multiprocessing.Process(target=run, args=(barrier, first, second, i)) for i in range(count)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
