# right: sets up its output anew, as programs do that print in many languages
import io
import sys
import time

sys.stdout.reconfigure(encoding="utf-8", errors="replace")
sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8")


def worker(num, seconds=2.0):
    print(f"Worker {num} started")
    time.sleep(seconds)
    print(f"Worker {num} finished")
