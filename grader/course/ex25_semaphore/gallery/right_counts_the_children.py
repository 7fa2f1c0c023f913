# right: looks again and again how many are running
import multiprocessing
import time


def throttled(work, items, limit):
    running = []
    for item in items:
        while len(running) >= limit:
            time.sleep(0.01)
            running = [process for process in running if process.is_alive()]
        process = multiprocessing.Process(target=work, args=(item,))
        process.start()
        running.append(process)
    for process in running:
        process.join()
