"""ex09. The consumer.

The other side of the queue: a consumer takes items and works on them, until it is told that there
will be no more. The agreement is an end mark (a "sentinel"): the item None means that nothing else
will come.

Write consumer(queue). It must

- take items from the queue, one after another, waiting whenever there is none at the moment;
- print   Consumed: {item}   for each;
- return when the item is None, without printing anything for it.

Any other item is an item, including 0, "", False and []. What is in the queue after the end mark is
for somebody else: leave it there, and put nothing into the queue.

Try it:     python exercises/ex09_consumer.py
Grade it:   nox -s grade -- ex09
"""

import multiprocessing


def consumer(queue):
    """Print every item of the queue, until the end mark None comes."""
    raise NotImplementedError


if __name__ == "__main__":
    queue = multiprocessing.Queue()
    process = multiprocessing.Process(target=consumer, args=(queue,))
    process.start()
    for item in [0, 1, 2, 3, 4, None]:
        queue.put(item)
    process.join()
    print("All processes finished")
