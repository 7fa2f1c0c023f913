# wrong: second-too-early — wait() gives up, and nobody looks at its answer
import multiprocessing


def run(event, done, count, first, second, i):
    first(i)
    with done.get_lock():
        done.value += 1
        if done.value == count:
            event.set()
    event.wait(0.2)
    second(i)


def two_phases(first, second, count):
    event = multiprocessing.Event()
    done = multiprocessing.Value('i', 0)
    processes = [multiprocessing.Process(target=run, args=(event, done, count, first, second, i)) for i in range(count)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
