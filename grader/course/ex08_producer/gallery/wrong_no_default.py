# wrong: wrong-default
def producer(queue, items):
    for item in items:
        queue.put(item)
        print(f"Produced: {item}")
