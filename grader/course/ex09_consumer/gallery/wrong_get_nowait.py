# wrong: stops-when-empty
def consumer(queue):
    while True:
        item = queue.get_nowait()
        if item is None:
            break
        print(f"Consumed: {item}")
