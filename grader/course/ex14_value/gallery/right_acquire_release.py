# right: acquire and release by hand
import multiprocessing


def add_many(counter, times):
    for _ in range(times):
        counter.acquire()
        try:
            counter.value = counter.value + 1
        finally:
            counter.release()


def count_with(add, workers, times):
    counter = multiprocessing.Value("i", 0)
    processes = [multiprocessing.Process(target=add, args=(counter, times)) for _ in range(workers)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return counter.value
