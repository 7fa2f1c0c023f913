# right: next() by hand, and closes its end of the queue
def producer(queue, items=range(5)):
    source, end = iter(items), object()
    while (item := next(source, end)) is not end:
        queue.put(item)
        print("Produced:", item, flush=True)
    queue.close()
    queue.join_thread()
