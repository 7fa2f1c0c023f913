# tries: a shared number with more digits than Python turns into text.
# exercise: ex14_value
# holds: a shared number is a short one, and all else is refused.
# earns: test_workers_at_once test_total test_add_fails
import multiprocessing
import sys


def add_many(counter, times):
    wire = sys.modules["stage.wire"]
    sys.set_int_max_str_digits(0)
    with wire.Channel() as channel:
        channel.ask("enter", probe="write", args=wire.encode([1]), main=True, reads=[], writes={"counter": 1 - 10**4300})
        channel.ask("leave", how="returned")


def count_with(add, workers, times):
    counter = multiprocessing.Value("i", 0)
    processes = [multiprocessing.Process(target=add, args=(counter, times)) for _ in range(workers)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return counter.value
