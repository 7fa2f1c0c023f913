# right: daemons take texts from a queue, and look again and again; the counts come back through a pipe each
import multiprocessing
import queue as queues


class Worker(multiprocessing.Process):
    def __init__(self, split, texts, sender):
        super().__init__(daemon=True)
        self.split, self.texts, self.sender = split, texts, sender

    def run(self):
        counts = {}
        while True:
            try:
                text = self.texts.get(timeout=0.05)
            except queues.Empty:
                continue
            if text is None:
                break
            try:
                for word in self.split(text):
                    counts[word] = counts.get(word, 0) + 1
            except Exception as error:
                print(error)
        self.sender.send(counts)


def count_words(split, texts, workers):
    queue = multiprocessing.Queue()
    pipes = [multiprocessing.Pipe(duplex=False) for _ in range(workers)]
    processes = [Worker(split, queue, sender) for _, sender in pipes]
    for process in processes:
        process.start()
    for text in [*texts, *[None] * workers]:
        queue.put(text)
    total = {}
    for receiver, _ in pipes:
        for word, count in receiver.recv().items():
            total[word] = total.get(word, 0) + count
    for process in processes:
        process.join()
    return total
