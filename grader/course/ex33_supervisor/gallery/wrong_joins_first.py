# wrong: stalled — join() before the large answer is read
import multiprocessing


def attend(queue, task, index, item):
    queue.put((index, task(item)))


def run_supervised(task, items, workers, max_attempts=3):
    results, failures, left = {}, {}, dict(enumerate(items))
    for _ in range(max_attempts):
        todo = list(left)
        for start in range(0, len(todo), workers):
            queue = multiprocessing.SimpleQueue()
            processes = {}
            for index in todo[start : start + workers]:
                processes[index] = multiprocessing.Process(target=attend, args=(queue, task, index, left[index]))
                processes[index].start()
            for index, process in processes.items():
                process.join()
                failures[index] = process.exitcode
            while not queue.empty():
                index, result = queue.get()
                results[index] = result
                del failures[index], left[index]
    return results, failures
