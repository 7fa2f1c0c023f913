# right: each worker has its own share from the beginning, and sends each result at once; errors come last
import multiprocessing


def work(func, share, answers):
    for item in share:
        try:
            answers.put((True, func(item)))
        except Exception as error:
            answers.put((False, error))


def as_finished(func, items, processes=2):
    answers = multiprocessing.Queue()
    size = -(-len(items) // processes) or 1
    shares = [items[start : start + size] for start in range(0, len(items), size)]
    workers = [multiprocessing.Process(target=work, args=(func, share, answers), daemon=True) for share in shares]
    errors = []
    try:
        for worker in workers:
            worker.start()
        for _ in items:
            good, value = answers.get()
            if good:
                yield value
            else:
                errors.append(value)
        if errors:
            raise errors[0]
    finally:
        for worker in workers:
            worker.kill()
            worker.join()
