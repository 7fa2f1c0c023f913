# wrong: text-left-out — the first error leaves the block, and that ends the pool
import multiprocessing
from collections import Counter


def count_words(split, texts, workers):
    total = Counter()
    with multiprocessing.Pool(workers) as pool:
        for words in pool.imap(split, texts):
            total.update(words)
    return dict(total)
