# right: iter with an end mark
def consumer(queue):
    for item in iter(queue.get, None):
        print(f"Consumed: {item}")
