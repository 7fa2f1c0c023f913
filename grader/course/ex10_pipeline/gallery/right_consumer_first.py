# right: the consumer is started first
import multiprocessing


def run_pipeline(producer, consumer):
    queue = multiprocessing.Queue()
    producing = multiprocessing.Process(target=producer, args=(queue,))
    consuming = multiprocessing.Process(target=consumer, args=(queue,))
    consuming.start()
    producing.start()
    producing.join()
    queue.put(None)
    consuming.join()
    print("All processes finished")
