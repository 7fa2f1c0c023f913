# right: looks again and again whether the producer has ended; a manager's queue
import time
import multiprocessing


def run_pipeline(producer, consumer):
    with multiprocessing.Manager() as manager:
        queue = manager.Queue()
        producing = multiprocessing.Process(target=producer, args=(queue,))
        consuming = multiprocessing.Process(target=consumer, args=(queue,))
        producing.start()
        consuming.start()
        while producing.is_alive():
            time.sleep(0.02)
        producing.join()
        queue.put(None)
        consuming.join()
    print("All processes finished")
