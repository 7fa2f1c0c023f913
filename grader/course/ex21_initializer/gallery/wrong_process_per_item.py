# wrong: too-many-together
import multiprocessing


def one(make, use, item, answers):
    answers.put(use(make(), item))


def with_resource(make, use, items, processes=2):
    queues = [multiprocessing.SimpleQueue() for _ in items]
    workers = [multiprocessing.Process(target=one, args=(make, use, item, queue)) for item, queue in zip(items, queues)]
    for worker in workers:
        worker.start()
    results = [queue.get() for queue in queues]
    for worker in workers:
        worker.join()
    return results
