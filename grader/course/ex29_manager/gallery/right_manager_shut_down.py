# right: the manager is shut down by hand; a lock around a copy of all counts
import multiprocessing


def work(split, texts, counts, lock):
    for text in texts:
        try:
            words = split(text)
        except Exception:
            continue
        for word in words:
            with lock:
                mine = counts.copy()
                mine[word] = mine.get(word, 0) + 1
                counts.update(mine)


def count_words(split, texts, workers):
    manager = multiprocessing.Manager()
    try:
        counts, lock = manager.dict(), multiprocessing.Lock()
        processes = [
            multiprocessing.Process(target=work, args=(split, texts[n::workers], counts, lock)) for n in range(workers)
        ]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        return dict(counts)
    finally:
        manager.shutdown()
