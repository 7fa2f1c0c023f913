# wrong: one-after-another
import multiprocessing


def run_pipeline(producer, consumer):
    queue = multiprocessing.Queue()
    producing = multiprocessing.Process(target=producer, args=(queue,))
    consuming = multiprocessing.Process(target=consumer, args=(queue,))
    producing.start()
    producing.join()
    queue.put(None)
    consuming.start()
    consuming.join()
    print("All processes finished")
