# wrong: not-picklable
import multiprocessing


def with_resource(make, use, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        resource = pool.apply(make)
        return pool.starmap(use, [(resource, item) for item in items], chunksize=1)
