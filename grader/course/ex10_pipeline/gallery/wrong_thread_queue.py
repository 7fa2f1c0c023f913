# wrong: thread-queue
import multiprocessing
import queue as queues


def run_pipeline(producer, consumer):
    queue = queues.Queue()
    producing = multiprocessing.Process(target=producer, args=(queue,))
    consuming = multiprocessing.Process(target=consumer, args=(queue,))
    producing.start()
    consuming.start()
    producing.join()
    queue.put(None)
    consuming.join()
    print("All processes finished")
