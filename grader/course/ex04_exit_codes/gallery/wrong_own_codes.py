# wrong: stalled — the child reports how it ended, and one that was killed cannot
import multiprocessing


def run(task, at, queue):
    code = 0
    try:
        task()
    except SystemExit as error:
        code = error.code
    except BaseException:
        code = 1
    queue.put((at, code))


def exit_codes(tasks):
    queue = multiprocessing.Queue()
    processes = [multiprocessing.Process(target=run, args=(task, at, queue)) for at, task in enumerate(tasks)]
    for process in processes:
        process.start()
    codes = dict(queue.get() for _ in processes)
    for process in processes:
        process.join()
    return [codes[at] for at in range(len(tasks))]
