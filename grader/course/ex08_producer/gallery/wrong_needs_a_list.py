# wrong: child-exception-line — indices need a list
def producer(queue, items=range(5)):
    for index in range(len(items)):
        queue.put(items[index])
        print(f"Produced: {items[index]}")
