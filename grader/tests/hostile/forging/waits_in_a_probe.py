# tries: wait without join: the caller calls probes of producer and consumer, which the judge holds until nothing moves.
# exercise: ex10_pipeline
# holds: a probe that is called within another one is taken only from a process that is inside that one at this moment.
# codes: odd-message
import multiprocessing
import sys


def rest(probe):
    sys.modules["stage.probes"].Probe(probe).tell()


def run_pipeline(producer, consumer):
    queue = multiprocessing.Queue()
    multiprocessing.Process(target=producer, args=(queue,)).start()
    multiprocessing.Process(target=consumer, args=(queue,)).start()
    rest("last moment")
    rest("last moment")
    queue.put(None)
    rest("end mark")
    rest("end mark")
    multiprocessing.active_children()
    print("All processes finished")
