# wrong: another-process — two maps in one pool: who is free first takes the first
import multiprocessing


def two_phases(first, second, count):
    if count:
        with multiprocessing.Pool(count) as pool:
            pool.map(first, range(count), chunksize=1)
            pool.map(second, range(count), chunksize=1)
            pool.close()
            pool.join()
