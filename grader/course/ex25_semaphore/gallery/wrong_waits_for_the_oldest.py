# wrong: waits-for-the-slow-one — the next one begins when the oldest has ended
import multiprocessing


def throttled(work, items, limit):
    running = []
    for item in items:
        if len(running) == limit:
            running.pop(0).join()
        process = multiprocessing.Process(target=work, args=(item,))
        process.start()
        running.append(process)
    for process in running:
        process.join()
