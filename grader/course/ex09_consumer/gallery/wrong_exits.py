# wrong: consumer-exit-code
import sys


def consumer(queue):
    while True:
        item = queue.get()
        if item is None:
            sys.exit(3)
        print(f"Consumed: {item}")
