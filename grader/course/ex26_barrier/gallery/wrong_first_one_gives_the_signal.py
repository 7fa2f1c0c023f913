# wrong: second-too-early
import multiprocessing


def run(event, first, second, i):
    first(i)
    if i == 0:
        event.set()
    event.wait()
    second(i)


def two_phases(first, second, count):
    event = multiprocessing.Event()
    processes = [multiprocessing.Process(target=run, args=(event, first, second, i)) for i in range(count)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
