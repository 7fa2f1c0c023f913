# wrong: begins-too-early — sleeps instead of waiting
import time
from multiprocessing import Process


def run(work, i):
    time.sleep(1)
    work(i)


def start_together(work, count):

    processes = [Process(target=run, args=(work, i)) for i in range(count)]
    for process in processes:
        process.start()

    for process in processes:
        process.join()
