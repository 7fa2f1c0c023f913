# wrong: waits-for-the-slow-one — each process has its own share
import multiprocessing


def run(work, share):
    for item in share:
        try:
            work(item)
        except Exception as error:
            print(error)


def throttled(work, items, limit):
    items = list(items)
    processes = [multiprocessing.Process(target=run, args=(work, items[n::limit])) for n in range(limit)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
