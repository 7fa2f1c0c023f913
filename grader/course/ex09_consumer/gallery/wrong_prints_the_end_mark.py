# wrong: end-mark-printed
def consumer(queue):
    while True:
        item = queue.get()
        print(f"Consumed: {item}")
        if item is None:
            break
