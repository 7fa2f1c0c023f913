# wrong: said-too-early
def producer(queue, items=range(5)):
    for item in items:
        print(f"Produced: {item}")
        queue.put(item)
