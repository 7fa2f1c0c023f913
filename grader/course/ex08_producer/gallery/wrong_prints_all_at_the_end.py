# wrong: asks-too-early
def producer(queue, items=range(5)):
    done = []
    for item in items:
        queue.put(item)
        done.append(item)
    for item in done:
        print(f"Produced: {item}")
