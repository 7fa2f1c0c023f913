# right: an event and a counter; whatever happens, the count gets complete
import multiprocessing
from multiprocessing.connection import wait


def run(done, go, count, first, second, i):
    try:
        first(i)
    finally:
        tell(done, count, go)
    go.wait()
    second(i)


def tell(done, count, go):
    with done.get_lock():
        done.value += 1
        if done.value == count:
            go.set()


def two_phases(first, second, count):
    done = multiprocessing.Value('i', 0)
    go = multiprocessing.Event()
    processes = [multiprocessing.Process(target=run, args=(done, go, count, first, second, i)) for i in range(count)]
    for process in processes:
        process.start()
    running = {process.sentinel: process for process in processes}
    while running:
        for sentinel in wait(list(running)):
            process = running.pop(sentinel)
            process.join()
            if process.exitcode:
                go.set()
