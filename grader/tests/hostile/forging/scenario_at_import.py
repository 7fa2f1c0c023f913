# tries: do what the scenario does while it is imported, in one process, report what the producer should have put, and end.
# exercise: ex08_producer
# holds: where the main process runs nothing of the student's, it calls no probe that is for its processes.
# codes: odd-message
import multiprocessing
import os
import sys

ITEMS = [3, 0, "", False, [1], None, 3]


def producer(queue, items=range(5)):
    pass


def _scenario():
    line, probe = sys.modules["stage.lifeline"].own(), sys.modules["stage.probes"].Probe
    line.ask("loaded", method=multiprocessing.get_start_method())
    taken = []
    for number, item in enumerate(ITEMS):
        probe("next item").tell(number)
        print(f"Produced: {item}", flush=True)
        taken.append(item)
    taken.append(probe("next item").tell(len(ITEMS)))
    line.ask("report", value=sys.modules["stage.wire"].encode(taken))
    os._exit(0)


if multiprocessing.parent_process() is None:
    _scenario()
