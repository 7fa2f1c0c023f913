# right: a pool of this size
import multiprocessing


def run(work, item):
    try:
        work(item)
    except Exception as error:
        print(error)


def throttled(work, items, limit):
    with multiprocessing.Pool(limit) as pool:
        pool.starmap(run, [(work, item) for item in items], chunksize=1)
        pool.close()
        pool.join()
