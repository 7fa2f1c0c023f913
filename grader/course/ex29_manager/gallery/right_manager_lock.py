# right: the manager's lock, acquire and release, three steps under it
import multiprocessing


def work(split, texts, counts, lock):
    for text in texts:
        try:
            words = split(text)
        except Exception:
            continue
        for word in words:
            lock.acquire()
            try:
                if word not in counts:
                    counts[word] = 0
                counts[word] += 1
            finally:
                lock.release()


def count_words(split, texts, workers):
    with multiprocessing.Manager() as manager:
        counts, lock = manager.dict(), manager.Lock()
        processes = [
            multiprocessing.Process(target=work, args=(split, texts[n::workers], counts, lock)) for n in range(workers)
        ]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        return dict(counts)
