# wrong: line-missing
def producer(queue, items=range(5)):
    for item in items:
        queue.put(item)
