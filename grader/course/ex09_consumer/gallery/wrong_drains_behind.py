# wrong: takes-too-much
def consumer(queue):
    while True:
        item = queue.get()
        if item is None:
            while not queue.empty():
                queue.get()
            return
        print(f"Consumed: {item}")
