# right: locked twice, the lock is recursive; reads for a message without it
import multiprocessing


def add_many(counter, times):
    lock = counter.get_lock()
    with lock:
        for _ in range(times):
            with counter:
                counter.get_obj().value += 1
    print(f"the counter is at {counter.value}, or more by now")


def count_with(add, workers, times):
    counter = multiprocessing.Value("i", 0)
    processes = [multiprocessing.Process(target=add, args=(counter, times)) for _ in range(workers)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return counter.value
