# wrong: stalled — nobody answers for the item that failed
import multiprocessing


def work(make, use, tasks, answers):
    resource = make()
    for index, item in iter(tasks.get, None):
        answers.put((index, use(resource, item)))


def with_resource(make, use, items, processes=2):
    tasks, answers = multiprocessing.SimpleQueue(), multiprocessing.SimpleQueue()
    workers = [multiprocessing.Process(target=work, args=(make, use, tasks, answers)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    for task in [*enumerate(items), *[None] * processes]:
        tasks.put(task)
    found = dict(answers.get() for _ in items)
    for worker in workers:
        worker.join()
    return [found[index] for index in range(len(items))]
