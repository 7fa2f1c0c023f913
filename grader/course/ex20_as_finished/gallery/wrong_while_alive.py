# wrong: looked-too-early — reads the answers only while a worker is alive
import multiprocessing
import queue as queues


def work_on(tasks, answers, func):
    while (task := tasks.get()) is not None:
        index, item = task
        try:
            answers.put((index, func(item), None))
        except Exception as error:
            answers.put((index, None, error))


def as_finished(func, items, processes=2):
    tasks, answers = multiprocessing.SimpleQueue(), multiprocessing.Queue()
    workers = [multiprocessing.Process(target=work_on, args=(tasks, answers, func)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    for task in [*enumerate(items), *[None] * processes]:
        tasks.put(task)
    while any(worker.is_alive() for worker in workers):
        try:
            index, result, error = answers.get(timeout=0.05)
        except queues.Empty:
            continue
        if error is not None:
            raise error
        yield result
    for worker in workers:
        worker.join()
