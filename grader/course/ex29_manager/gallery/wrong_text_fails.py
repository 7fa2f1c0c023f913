# wrong: text-left-out — the other texts of that process are lost
import multiprocessing


def work(split, texts, counts, lock):
    for text in texts:
        for word in split(text):
            with lock:
                counts[word] = counts.get(word, 0) + 1


def count_words(split, texts, workers):
    with multiprocessing.Manager() as manager:
        counts, lock = manager.dict(), multiprocessing.Lock()
        args = [(split, texts[n::workers], counts, lock) for n in range(workers)]
        processes = [multiprocessing.Process(target=work, args=each) for each in args]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        return dict(counts)
