# right: another way to ask for None, with a message of its own
def consumer(queue):
    item = queue.get()
    while not isinstance(item, type(None)):
        print(f"Consumed: {item}")
        item = queue.get()
    print("consumer: done")
