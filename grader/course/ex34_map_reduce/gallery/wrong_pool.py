# wrong: death-unnoticed
import multiprocessing
from collections import defaultdict


def listed(map_fn, one):
    return list(map_fn(one))


def map_reduce(map_fn, reduce_fn, inputs, workers):
    groups = defaultdict(list)
    with multiprocessing.Pool(workers) as pool:
        for pairs in pool.starmap(listed, [(map_fn, one) for one in inputs], chunksize=1):
            for key, value in pairs:
                groups[key].append(value)
        reduced = pool.starmap(reduce_fn, groups.items())
        pool.close()
        pool.join()
    return dict(zip(groups, reduced))
