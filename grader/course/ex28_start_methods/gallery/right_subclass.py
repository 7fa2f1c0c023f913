# right: a subclass of each context's Process; a pipe for the way back
import multiprocessing


class Work:
    def __init__(self, func, args, sender):
        super().__init__()
        self.work = (func, args, sender)

    def run(self):
        func, args, sender = self.work
        try:
            sender.send([func(*args)])
        except Exception as error:
            sender.send(error)


CLASSES = {}
for name in multiprocessing.get_all_start_methods():
    CLASSES[name] = type(f"{name}Work", (Work, multiprocessing.get_context(name).Process), {"__module__": __name__})
    globals()[f"{name}Work"] = CLASSES[name]


def run_under(method, func, args=()):
    multiprocessing.get_context(method)
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = CLASSES[method](func, args, sender)
    process.start()
    answer = receiver.recv()
    process.join()
    if isinstance(answer, Exception):
        raise answer
    return answer[0]
