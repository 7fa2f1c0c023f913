# right: writes to standard output itself
import os
import sys
import time


def worker(num, seconds=2.0):
    sys.stdout.write(f"Worker {num} started" + os.linesep)
    time.sleep(seconds)
    sys.stdout.write(f"Worker {num} fin")
    sys.stdout.write("ished\n")
