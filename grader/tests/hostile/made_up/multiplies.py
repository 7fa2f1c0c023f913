# tries: multiply instead of reading the shared number.
# exercise: ex14_value
# holds: what a probe gives back depends on a number that the judge draws for that call, and that nobody knows before.
# earns: test_adds test_nothing_is_lost test_workers_at_once test_add_fails
import multiprocessing


def add_many(counter, times):
    for _ in range(times):
        with counter.get_lock():
            counter.value += 1


def count_with(add, workers, times):
    never_read = multiprocessing.Value("i", 1234)
    processes = [multiprocessing.Process(target=add, args=(never_read, times)) for _ in range(workers)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return workers * times
