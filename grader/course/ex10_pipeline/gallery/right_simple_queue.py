# right: a SimpleQueue
import multiprocessing


def run_pipeline(producer, consumer):
    queue = multiprocessing.SimpleQueue()
    producing = multiprocessing.Process(target=producer, args=(queue,))
    consuming = multiprocessing.Process(target=consumer, args=(queue,))
    producing.start()
    consuming.start()
    producing.join()
    queue.put(None)
    consuming.join()
    queue.close()
    print("All processes finished")
