# right: helper functions, lines of its own
import time


def say(num, what):
    print("Worker", num, what)


def worker(num, seconds=2.0):
    say(num, "started")
    print("zzz")
    time.sleep(seconds)
    say(num, "finished")
