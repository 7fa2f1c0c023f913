# wrong: end-mark-printed — and then it waits for ever
def consumer(queue):
    while True:
        item = queue.get()
        if item == "None":
            break
        print(f"Consumed: {item}")
