# right: workers made by hand
import multiprocessing


def work(make, use, tasks, answers):
    resource = make()
    for index, item in iter(tasks.get, None):
        try:
            answers.put((index, True, use(resource, item)))
        except Exception as error:
            answers.put((index, False, error))


def with_resource(make, use, items, processes=2):
    tasks, answers = multiprocessing.SimpleQueue(), multiprocessing.SimpleQueue()
    workers = [multiprocessing.Process(target=work, args=(make, use, tasks, answers)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    for task in [*enumerate(items), *[None] * processes]:
        tasks.put(task)
    found = sorted((answers.get() for _ in items), key=lambda answer: answer[0])
    for worker in workers:
        worker.join()
    for _, good, value in found:
        if not good:
            raise value
    return [value for _, _, value in found]
