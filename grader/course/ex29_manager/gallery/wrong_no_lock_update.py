# wrong: counts-lost — each text is counted alone, and then added without a lock
import multiprocessing
from collections import Counter


def work(split, text, counts):
    for word, count in Counter(split(text)).items():
        counts.update({word: counts.get(word, 0) + count})


def count_words(split, texts, workers):
    with multiprocessing.Manager() as manager, multiprocessing.Pool(workers) as pool:
        counts = manager.dict()
        pool.starmap(work, [(split, text, counts) for text in texts], chunksize=1)
        return dict(counts)
