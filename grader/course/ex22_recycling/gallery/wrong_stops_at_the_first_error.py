# wrong: cut-off — the first error leaves the with block, which ends the workers
import multiprocessing


def recycled(func, items, processes=2, per_child=3):
    with multiprocessing.Pool(processes, maxtasksperchild=per_child) as pool:
        return list(pool.imap(func, items))
