# tries: a pipeline that is not ready for a failure tells both sides that they need not fail.
# exercise: ex10_pipeline
# holds: which calls fail is the judge's word, told to each call as it goes on; no probe knows it, and none can be told otherwise.
# codes: no-end-mark
# earns: test_both_at_once test_end_mark test_waits test_consumer_fails
import multiprocessing


def first(producer, queue):
    producer(queue)
    queue.put(None)


def run_pipeline(producer, consumer):
    producer.failing = consumer.failing = False
    queue = multiprocessing.Queue()
    producing = multiprocessing.Process(target=first, args=(producer, queue))
    consuming = multiprocessing.Process(target=consumer, args=(queue,))
    producing.start()
    consuming.start()
    producing.join()
    consuming.join()
    print("All processes finished")
