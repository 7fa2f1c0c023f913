# wrong: left-behind — ended, but not waited for
import multiprocessing


def work(func, tasks, answers):
    for item in iter(tasks.get, None):
        answers.put(func(item))


def as_finished(func, items, processes=2):
    tasks, answers = multiprocessing.SimpleQueue(), multiprocessing.SimpleQueue()
    for item in items:
        tasks.put(item)
    workers = [multiprocessing.Process(target=work, args=(func, tasks, answers)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    try:
        for _ in items:
            yield answers.get()
    finally:
        for worker in workers:
            worker.terminate()
