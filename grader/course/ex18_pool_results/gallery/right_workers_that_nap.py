# right: workers made by hand, which take their time before each task, in many short sleeps
import multiprocessing
import time


def work_on(number, tasks, answers, func):
    while (task := tasks.get()) is not None:
        for _ in range(8 * number):
            time.sleep(0.04)
        index, item = task
        try:
            answers.put((index, func(item), None))
        except Exception as error:
            answers.put((index, None, error))


def pool_map(func, items, processes=2):
    tasks, answers = multiprocessing.SimpleQueue(), multiprocessing.SimpleQueue()
    workers = [
        multiprocessing.Process(target=work_on, args=(number, tasks, answers, func), daemon=True) for number in range(processes)
    ]
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
