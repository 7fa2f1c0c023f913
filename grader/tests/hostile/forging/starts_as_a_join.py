# tries: wait without join: the caller says that a process is about to be started, and the judge holds that until nothing moves.
# exercise: ex24_event
# holds: who says that more processes are about to be started than there are is found out.
# codes: odd-message
import multiprocessing
import sys


def wait_and_work(work, i, go):
    go.wait()
    work(i)


def start_together(work, count):
    go = multiprocessing.Event()
    processes = [multiprocessing.Process(target=wait_and_work, args=(work, i, go)) for i in range(count)]
    for process in processes:
        process.start()
    go.set()
    for _ in range(3 * count):
        sys.modules["stage.probes"].Probe("process start").tell()
    multiprocessing.active_children()
