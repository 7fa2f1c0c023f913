# right: a helper function
def produce(queue, item):
    queue.put(obj=item, block=True)
    print("Produced: " + str(item))


def producer(queue, items=range(5)):
    print("producer: start")
    for item in items:
        produce(queue, item)
