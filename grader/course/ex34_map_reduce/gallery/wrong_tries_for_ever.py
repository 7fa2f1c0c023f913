# wrong: tried-for-ever — an exception is taken for a death
import multiprocessing
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool


def map_to_list(map_fn, one):
    return list(map_fn(one))


def run_all(function, calls, workers):
    results, left = {}, range(len(calls))
    while left:
        with ProcessPoolExecutor(workers) as executor:
            futures = {}
            for index in left:
                try:
                    futures[index] = executor.submit(function, *calls[index])
                except BrokenProcessPool:
                    break
            for index, future in futures.items():
                try:
                    results[index] = future.result()
                except Exception:
                    continue
        left = [index for index in left if index not in results]
    return [results[index] for index in range(len(calls))]


def map_reduce(map_fn, reduce_fn, inputs, workers):
    values = defaultdict(list)
    for pairs in run_all(map_to_list, [(map_fn, one) for one in inputs], workers):
        for key, value in pairs:
            values[key].append(value)
    return dict(zip(values, run_all(reduce_fn, list(values.items()), workers)))
