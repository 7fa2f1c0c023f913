# wrong: threads
import threading


def run(barrier, first, second, i):
    first(i)
    barrier.wait()
    second(i)


def two_phases(first, second, count):
    barrier = threading.Barrier(count)
    threads = [threading.Thread(target=run, args=(barrier, first, second, i)) for i in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
