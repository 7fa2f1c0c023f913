# wrong: nobody-goes-on — looks again and again at a number that never gets so large
import multiprocessing
import time


def run(done, count, first, second, i):
    first(i)
    with done.get_lock():
        done.value += 1
    while done.value <= count:
        time.sleep(0.02)
    second(i)


def two_phases(first, second, count):
    done = multiprocessing.Value('i', 0)
    processes = [multiprocessing.Process(target=run, args=(done, count, first, second, i)) for i in range(count)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
