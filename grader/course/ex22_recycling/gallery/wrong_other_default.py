# wrong: wrong-default — the second of two defaults
import multiprocessing
import os


def recycled(func, items, processes=2, per_child=None):
    with multiprocessing.Pool(processes, maxtasksperchild=per_child) as pool:
        # map() sends items in chunks, and a chunk counts as one task: chunksize=1 makes a task one item.
        return pool.map(func, items, chunksize=1)
