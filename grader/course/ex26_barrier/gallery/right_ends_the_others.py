# right: when one has failed in the first phase, the parent ends the others
import multiprocessing
from multiprocessing.connection import wait


def run(barrier, done, first, second, i):
    first(i)
    done.release()
    barrier.wait()
    second(i)


def two_phases(first, second, count):
    barrier = multiprocessing.Barrier(count)
    done = multiprocessing.Semaphore(0)
    processes = [multiprocessing.Process(target=run, args=(barrier, done, first, second, i)) for i in range(count)]
    for process in processes:
        process.start()
    running = {process.sentinel: process for process in processes}
    while running:
        for sentinel in wait(list(running)):
            process = running.pop(sentinel, None)
            if process is None:
                continue
            process.join()
            if process.exitcode and done.get_value() < count:
                for other in running.values():
                    other.terminate()
                    other.join()
                running.clear()
