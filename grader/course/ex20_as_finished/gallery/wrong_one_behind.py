# wrong: results-kept-back — always one result behind
import multiprocessing


def as_finished(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        kept = []
        for result in pool.imap_unordered(func, items):
            kept.append(result)
            if len(kept) > 1:
                yield kept.pop(0)
        yield from kept
