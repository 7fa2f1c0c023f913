# wrong: worker-too-old
import multiprocessing


def recycled(func, items, processes=2, per_child=3):
    with multiprocessing.Pool(processes) as pool:
        return pool.map(func, items, chunksize=1)
