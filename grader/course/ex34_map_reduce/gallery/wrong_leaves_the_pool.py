# wrong: returned-early
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor


def listed(map_fn, one):
    return list(map_fn(one))


def map_reduce(map_fn, reduce_fn, inputs, workers):
    groups = defaultdict(list)
    executor = ProcessPoolExecutor(workers)
    if True:
        for pairs in executor.map(listed, [map_fn] * len(inputs), inputs):
            for key, value in pairs:
                groups[key].append(value)
        result = dict(zip(groups, executor.map(reduce_fn, groups.keys(), groups.values())))
        globals()['kept'] = executor
        return result
