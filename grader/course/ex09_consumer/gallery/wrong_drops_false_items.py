# wrong: line-missing — skips what counts as false
def consumer(queue):
    while True:
        item = queue.get()
        if item is None:
            break
        if item:
            print(f"Consumed: {item}")
