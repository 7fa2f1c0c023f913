# tries: replace the handler of the signal by which the judge asks for stacks, and hang.
# exercise: ex02_start_and_join
# holds: the hang is told all the same.
# codes: stalled no-progress never-called
import signal
import threading


def run_workers(worker, nums):
    for number in range(34, 65):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    print("All processes finished")
    threading.Event().wait()
