# wrong: resource-of-another
import multiprocessing

fork = multiprocessing.get_context("fork")


def one(use, resource, index, item, answers):
    answers.put((index, use(resource, item)))


def work(make, use, share, answers):
    resource = make()
    for index, item in share:
        process = fork.Process(target=one, args=(use, resource, index, item, answers))
        process.start()
        process.join()


def with_resource(make, use, items, processes=2):
    answers = multiprocessing.SimpleQueue()
    shares = [list(enumerate(items))[number::processes] for number in range(processes)]
    workers = [multiprocessing.Process(target=work, args=(make, use, share, answers)) for share in shares]
    for worker in workers:
        worker.start()
    found = dict(answers.get() for _ in items)
    for worker in workers:
        worker.join()
    return [found[index] for index in range(len(items))]
