# wrong: made-in-the-parent — and it cannot be pickled
import multiprocessing


def with_resource(make, use, items, processes=2):
    resource = make()
    with multiprocessing.Pool(processes) as pool:
        return pool.starmap(use, [(resource, item) for item in items], chunksize=1)
