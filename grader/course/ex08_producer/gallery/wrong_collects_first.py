# wrong: asks-too-early
def producer(queue, items=range(5)):
    for item in list(items):
        queue.put(item)
        print(f"Produced: {item}")
