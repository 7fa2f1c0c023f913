# wrong: end-mark-too-early — sleeps instead of waiting
import time
import multiprocessing


def run_pipeline(producer, consumer):
    queue = multiprocessing.Queue()
    producing = multiprocessing.Process(target=producer, args=(queue,))
    consuming = multiprocessing.Process(target=consumer, args=(queue,))
    producing.start()
    consuming.start()
    time.sleep(1)
    queue.put(None)
    producing.join()
    consuming.join()
    print("All processes finished")
