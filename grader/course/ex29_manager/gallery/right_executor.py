# right: an executor, and what split gives comes back
from concurrent.futures import ProcessPoolExecutor


def count_words(split, texts, workers):
    counts = {}
    with ProcessPoolExecutor(max_workers=workers) as executor:
        for future in [executor.submit(split, text) for text in texts]:
            if future.exception() is None:
                for word in future.result():
                    counts[word] = counts.get(word, 0) + 1
    return counts
