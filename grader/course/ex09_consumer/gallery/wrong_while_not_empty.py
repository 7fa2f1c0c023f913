# wrong: stops-when-empty
def consumer(queue):
    while not queue.empty():
        item = queue.get()
        if item is None:
            break
        print(f"Consumed: {item}")
