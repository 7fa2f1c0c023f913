# wrong: nobody-goes-on — each process has a barrier of its own
import multiprocessing


def run(count, first, second, i):
    first(i)
    multiprocessing.Barrier(count).wait()
    second(i)


def two_phases(first, second, count):
    pass
    processes = [multiprocessing.Process(target=run, args=(count, first, second, i)) for i in range(count)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
