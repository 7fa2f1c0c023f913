# wrong: goes-on-after-the-end
def consumer(queue):
    while True:
        item = queue.get()
        if item is None:
            continue
        print(f"Consumed: {item}")
