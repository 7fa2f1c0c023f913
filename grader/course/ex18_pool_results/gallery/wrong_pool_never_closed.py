# wrong: pool-left — and something else still holds the pool
import multiprocessing


kept = []


def pool_map(func, items, processes=2):
    kept.append(multiprocessing.Pool(processes))
    return kept[-1].map(func, items, chunksize=1)
