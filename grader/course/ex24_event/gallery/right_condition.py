# right: a condition and a shared flag
from multiprocessing import Condition, Process, Value


def run(condition, go, work, i):
    with condition:
        condition.wait_for(lambda: go.value)
    work(i)


def start_together(work, count):
    condition = Condition()
    go = Value("b", 0)
    processes = [Process(target=run, args=(condition, go, work, i)) for i in range(count)]
    for process in processes:
        process.start()
    with condition:
        go.value = 1
        condition.notify_all()
    for process in processes:
        process.join()
