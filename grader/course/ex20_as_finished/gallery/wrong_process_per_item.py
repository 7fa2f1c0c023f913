# wrong: too-many-together
import multiprocessing


def as_finished(func, items, processes=2):
    with multiprocessing.Pool(max(1, len(items))) as pool:
        yield from pool.imap_unordered(func, items)
