# wrong: no-end-mark — only when the producer fails
import multiprocessing


def produce(producer, queue):
    producer(queue)
    queue.put(None)


def run_pipeline(producer, consumer):
    queue = multiprocessing.Queue()
    producing = multiprocessing.Process(target=produce, args=(producer, queue))
    consuming = multiprocessing.Process(target=consumer, args=(queue,))
    producing.start()
    consuming.start()
    producing.join()
    consuming.join()
    print("All processes finished")
