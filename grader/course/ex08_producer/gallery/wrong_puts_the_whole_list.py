# wrong: whole-list-put
def producer(queue, items=range(5)):
    queue.put(list(items))
    for item in items:
        print(f"Produced: {item}")
