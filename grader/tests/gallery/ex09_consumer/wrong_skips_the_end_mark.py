# wrong: line-extra — goes on behind the end mark
def consumer(queue):
    while True:
        item = queue.get()
        if item is None:
            continue
        print(f"Consumed: {item}")
