# right: a condition, a counter, and a look at the parent's word
import multiprocessing
from multiprocessing.connection import wait


def run(condition, done, failed, count, first, second, i):
    first(i)
    with condition:
        done.value += 1
        condition.notify_all()
        condition.wait_for(lambda: done.value >= count or failed.value)
        go = not failed.value
    if go:
        second(i)


def two_phases(first, second, count):
    condition = multiprocessing.Condition()
    done = multiprocessing.Value("i", 0, lock=False)
    failed = multiprocessing.Value("b", 0, lock=False)
    processes = [multiprocessing.Process(target=run, args=(condition, done, failed, count, first, second, i)) for i in range(count)]
    for process in processes:
        process.start()
    running = {process.sentinel: process for process in processes}
    while running:
        for sentinel in wait(list(running)):
            process = running.pop(sentinel)
            process.join()
            if process.exitcode:
                with condition:
                    if done.value < count:
                        failed.value = 1
                        condition.notify_all()
