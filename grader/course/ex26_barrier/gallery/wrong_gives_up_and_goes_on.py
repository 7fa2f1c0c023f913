# wrong: second-too-early — whoever has waited long enough goes on
import multiprocessing
import threading


def run(barrier, first, second, i):
    first(i)
    try:
        barrier.wait(timeout=1.5)
    except threading.BrokenBarrierError:
        pass
    second(i)


def two_phases(first, second, count):
    barrier = multiprocessing.Barrier(count)
    processes = [multiprocessing.Process(target=run, args=(barrier, first, second, i)) for i in range(count)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
