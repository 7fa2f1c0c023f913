# tries: use no lock: of two processes the first adds for both, the second nothing.
# exercise: ex14_value
# holds: a process that writes over a number that it has not read last has lost an update, whatever the sum; and each adds its own share.
# codes: wrong-share lost-update
# earns: test_adds test_workers_at_once test_total test_add_fails
import multiprocessing
import sys


def workers():
    frame = sys._getframe()
    while frame is not None:  # a forked process has the scenario on its stack
        if "processes" in frame.f_locals:
            return frame.f_locals["processes"]
        frame = frame.f_back
    return 2


def add_many(counter, times):
    turn = (multiprocessing.current_process()._identity or (1,))[-1]
    if turn == 1:
        counter.value += workers() * times


def count_with(add, workers, times):
    counter = multiprocessing.Value("i", 0)
    processes = [multiprocessing.Process(target=add, args=(counter, times)) for _ in range(workers)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return counter.value
