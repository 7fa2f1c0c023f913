# wrong: called-not-passed
import multiprocessing


def two_phases(first, second, count):
    for phase in (first, second):
        processes = [multiprocessing.Process(target=phase(i)) for i in range(count)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
