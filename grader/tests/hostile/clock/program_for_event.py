# tries: another program that sleeps as a nap in place of an event that gives the signal.
# exercise: ex24_event
# holds: a sleep counts in whichever process of the play it is.
# codes: begins-too-early
import multiprocessing
import subprocess
import sys


def nap(seconds):
    subprocess.run([sys.executable, "-c", "import time; time.sleep(0.5)"])


def later(work, i):
    nap(0.45)
    work(i)


def start_together(work, count):
    processes = [multiprocessing.Process(target=later, args=(work, i)) for i in range(count)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
