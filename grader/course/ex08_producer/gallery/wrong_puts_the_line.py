# wrong: items-lost — puts the text instead of the item
def producer(queue, items=range(5)):
    for item in items:
        queue.put(f"{item}")
        print(f"Produced: {item}")
