# wrong: threads
import multiprocessing
import threading


def run_pipeline(producer, consumer):
    queue = multiprocessing.Queue()
    producing = threading.Thread(target=producer, args=(queue,))
    consuming = threading.Thread(target=consumer, args=(queue,))
    producing.start()
    consuming.start()
    producing.join()
    queue.put(None)
    consuming.join()
    print("All processes finished")
