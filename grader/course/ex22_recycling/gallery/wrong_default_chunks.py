# wrong: worker-too-old — a chunk of several items counts as one task
import multiprocessing


def recycled(func, items, processes=2, per_child=3):
    with multiprocessing.Pool(processes, maxtasksperchild=per_child) as pool:
        return pool.map(func, items, chunksize=3)
