# wrong: reduce-too-early — the maps are all handed out, but not all done
from collections import defaultdict
import multiprocessing


def serve(tasks, results, map_fn, reduce_fn):
    for what, arg in iter(tasks.get, None):
        if what == "map":
            results.put(("pairs", list(map_fn(arg))))
        else:
            key, values = arg
            results.put(("done", (key, reduce_fn(key, values))))


def map_reduce(map_fn, reduce_fn, inputs, workers):
    inputs = list(inputs)
    tasks, results = multiprocessing.SimpleQueue(), multiprocessing.SimpleQueue()
    team = [multiprocessing.Process(target=serve, args=(tasks, results, map_fn, reduce_fn)) for _ in range(workers)]
    for process in team:
        process.start()
    for one in inputs:
        tasks.put(("map", one))
    groups, told, result, maps = defaultdict(list), set(), {}, 0
    while maps < len(inputs) or len(result) < len(groups):
        kind, value = results.get()
        if kind == "pairs":
            maps += 1
            for key, one in value:
                groups[key].append(one)
            if maps >= len(inputs) - workers + 1:
                for key in groups.keys() - told:
                    told.add(key)
                    tasks.put(("reduce", (key, groups[key])))
        else:
            result[value[0]] = value[1]
    for _ in team:
        tasks.put(None)
    for process in team:
        process.join()
    return result
