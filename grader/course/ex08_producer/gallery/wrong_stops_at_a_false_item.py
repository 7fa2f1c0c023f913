# wrong: items-lost
def producer(queue, items=range(5)):
    source = iter(items)
    while item := next(source, None):
        queue.put(item)
        print(f"Produced: {item}")
