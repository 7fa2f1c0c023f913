# right: an assignment in the condition, and print with two arguments
def consumer(queue):
    while (item := queue.get()) is not None:
        print("Consumed:", item)
