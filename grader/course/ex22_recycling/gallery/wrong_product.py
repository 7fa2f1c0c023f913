# wrong: worker-too-old — per_child times processes
import multiprocessing


def recycled(func, items, processes=2, per_child=3):
    with multiprocessing.Pool(processes, maxtasksperchild=per_child * processes) as pool:
        return pool.map(func, items, chunksize=1)
