# right: workers made by hand
import multiprocessing


def work(func, tasks, answers):
    for item in iter(tasks.get, None):
        try:
            answers.put((True, func(item)))
        except Exception as error:
            answers.put((False, error))


def as_finished(func, items, processes=2):
    tasks, answers = multiprocessing.SimpleQueue(), multiprocessing.SimpleQueue()
    for item in [*items, *[None] * processes]:
        tasks.put(item)
    workers = [multiprocessing.Process(target=work, args=(func, tasks, answers)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    try:
        for _ in items:
            good, value = answers.get()
            if not good:
                raise value
            yield value
    finally:
        for worker in workers:
            worker.terminate()
            worker.join()
