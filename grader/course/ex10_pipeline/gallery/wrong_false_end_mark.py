# wrong: call-twice — another end mark than the one agreed on
import multiprocessing


def run_pipeline(producer, consumer):
    queue = multiprocessing.Queue()
    producing = multiprocessing.Process(target=producer, args=(queue,))
    consuming = multiprocessing.Process(target=consumer, args=(queue,))
    producing.start()
    consuming.start()
    producing.join()
    queue.put("STOP")
    queue.put(None)
    consuming.join()
    print("All processes finished")
