# wrong: stops-when-empty
def consumer(queue):
    for _ in range(queue.qsize()):
        item = queue.get()
        if item is None:
            return
        print(f"Consumed: {item}")
