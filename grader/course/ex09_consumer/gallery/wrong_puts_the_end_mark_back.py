# wrong: takes-too-much
def consumer(queue):
    while True:
        item = queue.get()
        if item is None:
            queue.put(None)
            return
        print(f"Consumed: {item}")
