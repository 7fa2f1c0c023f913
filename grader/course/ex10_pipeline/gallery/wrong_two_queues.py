# wrong: nothing-flows — each side has a queue of its own
import multiprocessing


def run_pipeline(producer, consumer):
    first, second = multiprocessing.Queue(), multiprocessing.Queue()
    producing = multiprocessing.Process(target=producer, args=(first,))
    consuming = multiprocessing.Process(target=consumer, args=(second,))
    producing.start()
    consuming.start()
    producing.join()
    second.put(None)
    consuming.join()
    print("All processes finished")
