# tries: another program that sleeps as a nap in place of joining producer and consumer.
# exercise: ex10_pipeline
# holds: a sleep counts in whichever process of the play it is.
# codes: end-mark-too-early
import multiprocessing
import subprocess
import sys


def nap(seconds):
    subprocess.run([sys.executable, "-c", "import time; time.sleep(0.5)"])


def run_pipeline(producer, consumer):
    queue = multiprocessing.Queue()
    multiprocessing.Process(target=producer, args=(queue,)).start()
    multiprocessing.Process(target=consumer, args=(queue,)).start()
    nap(0.4)
    queue.put(None)
    nap(0.4)
    multiprocessing.active_children()
    print("All processes finished")
