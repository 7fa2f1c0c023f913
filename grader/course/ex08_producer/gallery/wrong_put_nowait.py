# wrong: gave-up-on-full
def producer(queue, items=range(5)):
    for item in items:
        queue.put_nowait(item)
        print(f"Produced: {item}")
