# right: workers made by hand, with a queue for the tasks and one for the answers
import multiprocessing


def work(func, tasks, answers):
    for index, item in iter(tasks.get, None):
        try:
            answers.put((index, "result", func(item)))
        except Exception as error:
            answers.put((index, "error", error))


def gather(func, items, processes=2):
    tasks, answers = multiprocessing.SimpleQueue(), multiprocessing.Queue()
    workers = [multiprocessing.Process(target=work, args=(func, tasks, answers), daemon=True) for _ in range(processes)]
    for worker in workers:
        worker.start()
    for pair in enumerate(items):
        tasks.put(pair)
    for _ in workers:
        tasks.put(None)
    found = {"result": {}, "error": {}}
    for _ in items:
        index, kind, value = answers.get()
        found[kind][index] = value
    for worker in workers:
        worker.join()
    return found["result"], found["error"]
