# wrong: stops-at-a-false-item
def consumer(queue):
    while True:
        item = queue.get()
        if not item:
            break
        print(f"Consumed: {item}")
