# right: each task counts alone, and the parent adds up
import multiprocessing
from collections import Counter


class CountOne:
    def __init__(self, split):
        self.split = split

    def __call__(self, text):
        try:
            return Counter(self.split(text))
        except Exception:
            return Counter()


def count_words(split, texts, workers):
    total = Counter()
    with multiprocessing.Pool(workers) as pool:
        for counts in pool.imap_unordered(CountOne(split), texts):
            total.update(counts)
    return total
