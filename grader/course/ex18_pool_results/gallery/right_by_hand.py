# right: workers made by hand, with a queue for the tasks and one for the answers
import multiprocessing


def work_on(tasks, answers, func):
    while (task := tasks.get()) is not None:
        index, item = task
        try:
            answers.put((index, func(item), None))
        except Exception as error:
            answers.put((index, None, error))


def pool_map(func, items, processes=2):
    tasks, answers = multiprocessing.SimpleQueue(), multiprocessing.SimpleQueue()
    workers = [multiprocessing.Process(target=work_on, args=(tasks, answers, func), daemon=True) for _ in range(processes)]
    for worker in workers:
        worker.start()
    for task in [*enumerate(items), *[None] * processes]:
        tasks.put(task)
    results, problem = [None] * len(items), None
    for _ in items:
        index, result, error = answers.get()
        results[index] = result
        problem = problem or error
    for worker in workers:
        worker.join()
    if problem is not None:
        raise problem
    return results
