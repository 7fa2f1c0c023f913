# wrong: end-mark-too-early
import multiprocessing


def run_pipeline(producer, consumer):
    queue = multiprocessing.Queue()
    producing = multiprocessing.Process(target=producer, args=(queue,))
    consuming = multiprocessing.Process(target=consumer, args=(queue,))
    producing.start()
    consuming.start()
    queue.put(None)
    producing.join()
    consuming.join()
    print("All processes finished")
