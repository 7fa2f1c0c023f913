# tries: a count of some seconds as a nap in place of a barrier.
# exercise: ex26_barrier
# holds: who uses the processor is not at rest: it is waited for as long as ten seconds of it take.
# codes: second-too-early nobody-goes-on
import multiprocessing
import time


def nap(seconds):
    end = time.process_time() + 2
    while time.process_time() < end:
        pass


def both(first, second, i):
    first(i)
    nap(0.4)
    second(i)


def two_phases(first, second, count):
    processes = [multiprocessing.Process(target=both, args=(first, second, i)) for i in range(count)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
