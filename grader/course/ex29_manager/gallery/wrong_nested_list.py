# wrong: wrong-counts — a list in the managed dictionary is changed in place
import multiprocessing


def work(split, texts, counts, lock):
    for text in texts:
        try:
            words = split(text)
        except Exception:
            continue
        for word in words:
            with lock:
                if word not in counts:
                    counts[word] = []
                counts[word].append(1)


def count_words(split, texts, workers):
    with multiprocessing.Manager() as manager:
        counts, lock = manager.dict(), multiprocessing.Lock()
        processes = [
            multiprocessing.Process(target=work, args=(split, texts[n::workers], counts, lock)) for n in range(workers)
        ]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        return {word: len(ones) for word, ones in counts.items()}
