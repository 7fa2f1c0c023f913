# wrong: called-not-passed
from multiprocessing import Process


def start_together(work, count):
    processes = [Process(target=work(i)) for i in range(count)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
