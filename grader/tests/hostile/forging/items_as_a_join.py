# tries: wait without join: the caller says again and again that it asks for the first item, which the judge holds.
# exercise: ex11_many_consumers
# holds: what is said once in a play is held once.
# codes: returned-early not-joined
# earns: test_each_once test_one_fails test_little_to_do
import multiprocessing
import sys


def serve(queue, handle):
    while (item := queue.get()) is not END:
        try:
            handle(item)
        except Exception as error:
            print(error)


END = None


def fan_out(items, handle, consumers):
    queue = multiprocessing.Queue()
    processes = [multiprocessing.Process(target=serve, args=(queue, handle)) for _ in range(consumers)]
    for process in processes:
        process.start()
    for item in items:
        queue.put(item)
    for _ in processes:
        queue.put(END)
    for _ in range(20):
        sys.modules["stage.probes"].Probe("next item").tell(0)
    multiprocessing.active_children()
