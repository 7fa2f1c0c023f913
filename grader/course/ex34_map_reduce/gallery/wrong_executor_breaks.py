# wrong: exception — BrokenProcessPool comes out
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor


def listed(map_fn, one):
    return list(map_fn(one))


def map_reduce(map_fn, reduce_fn, inputs, workers):
    groups = defaultdict(list)
    with ProcessPoolExecutor(workers) as executor:
        for pairs in executor.map(listed, [map_fn] * len(inputs), inputs):
            for key, value in pairs:
                groups[key].append(value)
        return dict(zip(groups, executor.map(reduce_fn, groups.keys(), groups.values())))
