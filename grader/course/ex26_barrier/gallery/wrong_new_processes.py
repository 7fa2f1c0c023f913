# wrong: another-process
import multiprocessing


def two_phases(first, second, count):
    for phase in (first, second):
        processes = [multiprocessing.Process(target=phase, args=(i,)) for i in range(count)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
