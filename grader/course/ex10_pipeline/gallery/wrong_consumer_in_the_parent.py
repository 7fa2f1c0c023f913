# wrong: parent-does-the-work
import multiprocessing


def run_pipeline(producer, consumer):
    queue = multiprocessing.Queue()
    producing = multiprocessing.Process(target=producer, args=(queue,))
    consuming = multiprocessing.Process(target=consumer, args=(queue,))
    producing.start()
    producing.join()
    queue.put(None)
    consumer(queue)
    print("All processes finished")
