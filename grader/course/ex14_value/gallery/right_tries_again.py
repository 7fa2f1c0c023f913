# right: tries for the lock until it has it
import multiprocessing
import time


def add_many(counter, times):
    for _ in range(times):
        while not counter.acquire(block=False):
            time.sleep(0.01)
        counter.value += 1
        counter.release()


def count_with(add, workers, times):
    counter = multiprocessing.Value("i", 0)
    processes = [multiprocessing.Process(target=add, args=(counter, times)) for _ in range(workers)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return counter.value
