# wrong: begins-too-early
from multiprocessing import Process


def start_together(work, count):
    processes = [Process(target=work, args=(i,)) for i in range(count)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
