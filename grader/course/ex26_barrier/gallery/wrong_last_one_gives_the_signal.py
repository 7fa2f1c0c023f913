# wrong: second-too-early — the last that was started need not be the last that is done
import multiprocessing


def run(event, count, first, second, i):
    first(i)
    if i == count - 1:
        event.set()
    event.wait()
    second(i)


def two_phases(first, second, count):
    event = multiprocessing.Event()
    processes = [multiprocessing.Process(target=run, args=(event, count, first, second, i)) for i in range(count)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
