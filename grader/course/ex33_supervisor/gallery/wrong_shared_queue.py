# wrong: done-again — answers leave through the thread of a Queue, and die with the process
import multiprocessing
import queue as queues


def serve(tasks, doing, answers, number, task):
    while True:
        entry = tasks.get()
        if entry is None:
            return
        index, item = entry
        doing[number] = index
        try:
            result = task(item)
        except Exception:
            answers.put((index, False, 1))
        else:
            answers.put((index, True, result))


def run_supervised(task, items, workers, max_attempts=3):
    items = list(items)
    tasks, answers = multiprocessing.SimpleQueue(), multiprocessing.Queue()
    doing = multiprocessing.RawArray("i", [-1] * workers)

    def worker(number):
        doing[number] = -1
        process = multiprocessing.Process(target=serve, args=(tasks, doing, answers, number, task))
        process.start()
        return process

    attempts = [1] * len(items)
    results, failures, codes = {}, {}, {}
    for entry in enumerate(items):
        tasks.put(entry)
    processes = [worker(number) for number in range(workers)]

    def failed(index, code):
        if attempts[index] < max_attempts:
            attempts[index] += 1
            tasks.put((index, items[index]))
        else:
            failures[index] = code

    silent, deaths = 0, 0
    while len(results) + len(failures) < len(items):
        try:
            index, fine, value = answers.get(timeout=0.05)
            silent = 0
            if fine:
                results[index] = value
            else:
                failed(index, value)
        except queues.Empty:
            silent += 1
            for number, process in enumerate(processes):
                if not process.is_alive():
                    index = doing[number]
                    deaths += 1
                    processes[number] = worker(number)
                    if index >= 0:
                        failed(index, process.exitcode)
            if deaths and silent > 20:  # something was lost with it: again
                for index in range(len(items)):
                    if index not in results and index not in failures:
                        failed(index, 1)
                silent = 0
    for _ in processes:
        tasks.put(None)
    for process in processes:
        process.join()
    return results, failures
