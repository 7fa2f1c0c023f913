# wrong: line-missing
def consumer(queue):
    for item in iter(queue.get, None):
        print(f"Got {item}")
