# right: a pool has started all its processes before it is given any work
import multiprocessing


def start_together(work, count):
    if count:
        with multiprocessing.Pool(count) as pool:
            pool.map(work, range(count), chunksize=1)
            pool.close()
            pool.join()
