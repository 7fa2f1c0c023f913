# right: a managed list, to which each process only adds; counted at the end
import multiprocessing
from collections import Counter


def work(split, texts, counts, lock):
    for text in texts:
        try:
            words = split(text)
        except Exception:
            continue
        for word in words:
            counts.append(word)


def count_words(split, texts, workers):
    with multiprocessing.Manager() as manager:
        counts, lock = manager.list(), None
        processes = [
            multiprocessing.Process(target=work, args=(split, texts[n::workers], counts, lock)) for n in range(workers)
        ]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        return Counter(counts)
