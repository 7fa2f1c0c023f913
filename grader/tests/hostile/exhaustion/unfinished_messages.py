# tries: begin long messages on many lines, and end none, so that the judge keeps them all.
# exercise: ex02_start_and_join
# holds: the witness keeps a bounded number of bytes, over all lines.
# codes: too-large-answer
import os
import socket
import threading
import time


def begin(path):
    line = socket.socket(socket.AF_UNIX)
    line.connect(path)
    try:
        for _ in range(15):
            line.sendall(b'"' + b"x" * 1_000_000)
        time.sleep(30)
    except OSError:
        pass


def run_workers(worker, nums):
    path = os.environ["MANY_HANDS_WITNESS"].partition(":")[2]
    threads = [threading.Thread(target=begin, args=(path,)) for _ in range(60)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
