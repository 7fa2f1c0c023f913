"""ex08. The producer.

Processes do not share variables, but they can share a queue: one process puts items in, another
takes them out, in the same order. The one that puts is called the producer.

Write producer(queue, items=range(5)). For each item, in order, it must

- put the item into the queue (when the queue is full, put() waits until there is room);
- then print   Produced: {item}
- and only then ask for the next item.

`items` can be anything that a for loop can go over, including something that makes its items one by one.
Any item may come, including 0, "" and False. Put the items, and nothing else.

Try it:     python exercises/ex08_producer.py
Grade it:   nox -s grade -- ex08
"""

import multiprocessing


def producer(queue, items=range(5)):
    """Put each item into the queue, and say so."""
    raise NotImplementedError


if __name__ == "__main__":
    queue = multiprocessing.Queue()
    process = multiprocessing.Process(target=producer, args=(queue,))
    process.start()
    print("taken:", [queue.get() for _ in range(5)])
    process.join()
