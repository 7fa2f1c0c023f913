# tries: write the sum that is expected instead of adding.
# exercise: ex14_value
# holds: what a probe gives back depends on a number that the judge draws for that call, and that nobody knows before.
# earns: test_workers_at_once test_total test_add_fails
import multiprocessing


def add_many(counter, times):
    counter.value = 2 * times


def count_with(add, workers, times):
    counter = multiprocessing.Value("i", 0)
    processes = [multiprocessing.Process(target=add, args=(counter, times)) for _ in range(workers)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return counter.value
