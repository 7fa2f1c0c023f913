# wrong: wrong-results — a result may be None
import multiprocessing


def work(func, tasks, answers):
    for item in iter(tasks.get, None):
        answers.put(func(item))


def as_finished(func, items, processes=2):
    tasks, answers = multiprocessing.SimpleQueue(), multiprocessing.SimpleQueue()
    workers = [multiprocessing.Process(target=work, args=(func, tasks, answers)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    for item in [*items, *[None] * processes]:
        tasks.put(item)
    try:
        for _ in items:
            result = answers.get()
            if result is not None:
                yield result
    finally:
        for worker in workers:
            worker.terminate()
            worker.join()
