# wrong: called-not-passed — the processes get words
import multiprocessing


def work(words, counts, lock):
    for word in words:
        with lock:
            counts[word] = counts.get(word, 0) + 1


def count_words(split, texts, workers):
    with multiprocessing.Manager() as manager, multiprocessing.Pool(workers) as pool:
        counts, lock = manager.dict(), manager.Lock()
        pool.starmap(work, [(split(text), counts, lock) for text in texts], chunksize=1)
        return dict(counts)
