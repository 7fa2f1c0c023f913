# wrong: end-mark-put
def producer(queue, items=range(5)):
    for item in items:
        queue.put(item)
        print(f"Produced: {item}")
    queue.put(None)
