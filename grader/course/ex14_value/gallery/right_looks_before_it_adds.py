# right: looks at the counter without its lock, and again with it: what it adds to is what it read last
import multiprocessing


def add_many(counter, times):
    goal = counter.value + times
    print(f"at least {goal} in the end")
    for _ in range(times):
        counter.acquire()
        try:
            now = counter.value
            counter.value = now + 1
            if counter.value != now + 1:
                raise AssertionError
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
