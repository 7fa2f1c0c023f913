# tries: run no queue: the producer's put says itself that the item was consumed, and the consumer gets the end mark only.
# exercise: ex10_pipeline
# holds: a probe that is called within another one is taken only from a process that is inside that one at this moment.
# codes: odd-message
import multiprocessing
import sys


class Queue:
    def put(self, item):
        sys.modules["stage.probes"].Probe("consumed").tell(item)

    def get(self):
        END.wait()


END = multiprocessing.Event()


def side(function, end):
    global END
    END = end
    function(Queue())


def run_pipeline(producer, consumer):
    end = multiprocessing.Event()
    producing = multiprocessing.Process(target=side, args=(producer, end))
    consuming = multiprocessing.Process(target=side, args=(consumer, end))
    producing.start()
    consuming.start()
    producing.join()
    end.set()
    consuming.join()
    print("All processes finished")
