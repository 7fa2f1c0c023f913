# wrong: no-end-mark — waits for the consumer before it tells it to stop
import multiprocessing


def run_pipeline(producer, consumer):
    queue = multiprocessing.Queue()
    producing = multiprocessing.Process(target=producer, args=(queue,))
    consuming = multiprocessing.Process(target=consumer, args=(queue,))
    producing.start()
    consuming.start()
    producing.join()
    consuming.join()
    queue.put(None)
    print("All processes finished")
