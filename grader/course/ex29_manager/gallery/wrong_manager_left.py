# wrong: returned-early — the manager runs on
import multiprocessing
MANAGERS = []


def work(split, texts, counts, lock):
    for text in texts:
        try:
            words = split(text)
        except Exception:
            continue
        for word in words:
            with lock:
                counts[word] = counts.get(word, 0) + 1


def count_words(split, texts, workers):
    MANAGERS.append(multiprocessing.Manager())
    for manager in MANAGERS[-1:]:
        counts, lock = manager.dict(), multiprocessing.Lock()
        processes = [
            multiprocessing.Process(target=work, args=(split, texts[n::workers], counts, lock)) for n in range(workers)
        ]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        return dict(counts)
