# tries: a process that an alarm ends as a nap in place of joining producer and consumer.
# exercise: ex10_pipeline
# holds: the judge is told of every alarm, in whichever process it is set.
# codes: end-mark-too-early
import multiprocessing
import os
import signal


def nap(seconds):
    pid = os.fork()
    if pid == 0:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        while True:
            signal.pause()
    os.waitpid(pid, 0)


def run_pipeline(producer, consumer):
    queue = multiprocessing.Queue()
    multiprocessing.Process(target=producer, args=(queue,)).start()
    multiprocessing.Process(target=consumer, args=(queue,)).start()
    nap(0.4)
    queue.put(None)
    nap(0.4)
    multiprocessing.active_children()
    print("All processes finished")
