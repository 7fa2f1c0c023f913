# wrong: returned-early
import multiprocessing


def run_pipeline(producer, consumer):
    queue = multiprocessing.Queue()
    producing = multiprocessing.Process(target=producer, args=(queue,))
    consuming = multiprocessing.Process(target=consumer, args=(queue,))
    producing.start()
    consuming.start()
    producing.join()
    queue.put(None)
    print("All processes finished")
