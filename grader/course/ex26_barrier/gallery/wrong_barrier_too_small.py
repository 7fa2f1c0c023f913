# wrong: second-too-early — it opens for two of three
import multiprocessing


def run(barrier, first, second, i):
    first(i)
    barrier.wait()
    second(i)


def two_phases(first, second, count):
    barrier = multiprocessing.Barrier(max(1, count - 1))
    processes = [multiprocessing.Process(target=run, args=(barrier, first, second, i)) for i in range(count)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
