# tries: make the lists of values at home, and give reduce_fn empty ones.
# exercise: ex34_map_reduce
# holds: reduce_fn tells which values it is given, and they must be those of the calls of map_fn.
# codes: values-not-given
import multiprocessing


def number(map_fn, one):
    return next(value for key, value in map_fn(one) if key)


def lone(reduce_fn, key):
    return reduce_fn(key, [])[-1]


def whole(map_fn, one):
    return [value for key, value in map_fn(one) if key][-1]


def map_reduce(map_fn, reduce_fn, inputs, workers):
    map_fn.killing, reduce_fn.killing = [], []
    with multiprocessing.Pool(workers) as pool:
        drawn = pool.starmap(whole, [(map_fn, one) for one in inputs], 1)
        values = {0: []} if inputs else {}
        for (_, text), mine in zip(inputs, drawn):
            values[0].append(len(text.split()))
            for word in text.split():
                values.setdefault(word, []).append(mine)
        ends = pool.starmap(lone, [(reduce_fn, key) for key in values], 1)
        pool.close()
        pool.join()
    return {key: [sum(found), end] if key == 0 else [*sorted(found), end] for (key, found), end in zip(values.items(), ends)}
