# wrong: items-lost
def producer(queue, items=range(5)):
    for item in items:
        if item:
            queue.put(item)
            print(f"Produced: {item}")
