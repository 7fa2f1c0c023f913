# wrong: line-missing — keeps the items and never prints them
def consumer(queue):
    items = []
    while (item := queue.get()) is not None:
        items.append(item)
    return items
