# wrong: waits-for-the-dead — who failed comes to the barrier too, but not who is dead
import multiprocessing


def run(barrier, first, second, i):
    try:
        first(i)
    finally:
        barrier.wait()
    second(i)


def two_phases(first, second, count):
    barrier = multiprocessing.Barrier(count)
    processes = [multiprocessing.Process(target=run, args=(barrier, first, second, i)) for i in range(count)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
