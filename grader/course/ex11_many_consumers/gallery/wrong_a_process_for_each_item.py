# wrong: more-processes
import multiprocessing


def fan_out(items, handle, consumers):
    processes = [multiprocessing.Process(target=handle, args=(item,)) for item in items]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
