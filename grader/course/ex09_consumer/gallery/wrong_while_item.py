# wrong: stops-at-a-false-item
def consumer(queue):
    while item := queue.get():
        print(f"Consumed: {item}")
