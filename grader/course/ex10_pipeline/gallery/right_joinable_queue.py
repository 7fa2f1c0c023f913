# right: a JoinableQueue, daemons
import multiprocessing


def run_pipeline(producer, consumer):
    queue = multiprocessing.JoinableQueue()
    producing = multiprocessing.Process(target=producer, args=(queue,), daemon=True)
    consuming = multiprocessing.Process(target=consumer, args=(queue,), daemon=True)
    for process in (consuming, producing):
        process.start()
    producing.join()
    queue.put(None)
    consuming.join()
    print("All processes finished")
