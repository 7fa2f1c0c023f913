"""ex10. Producer and consumer together.

Now both sides of the queue work at the same time. Write run_pipeline(producer, consumer). It must

- create one queue;
- run producer(queue) in one process and consumer(queue) in another, at the same time;
- put the end mark None into the queue when producer(queue) is over: not earlier, or items that come
  later are lost; and always, even when the producer has raised an exception, or the consumer waits
  forever;
- wait until both processes have ended;
- then print this line, once:  All processes finished

Try it:     python exercises/ex10_pipeline.py
Grade it:   nox -s grade -- ex10
"""

import multiprocessing


def run_pipeline(producer, consumer):
    """Connect a producer and a consumer by a queue, each in a process of its own; wait for both; say so."""
    raise NotImplementedError


def demo_producer(queue):
    """A producer to try it with."""
    for item in range(5):
        queue.put(item)
        print(f"Produced: {item}")


def demo_consumer(queue):
    """A consumer to try it with."""
    while (item := queue.get()) is not None:
        print(f"Consumed: {item}")


if __name__ == "__main__":
    run_pipeline(demo_producer, demo_consumer)
