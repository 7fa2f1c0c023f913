# right: a pipe for each direction
import multiprocessing


def answer(conn):
    try:
        while True:
            conn.send(conn.recv().upper())
    except (EOFError, OSError):
        conn.close()


class Both:
    """Receives from one pipe and sends into another."""

    def __init__(self, receiving, sending):
        self.receiving, self.sending = receiving, sending

    def recv(self):
        return self.receiving.recv()

    def poll(self, timeout=0.0):
        return self.receiving.poll(timeout)

    def send(self, thing):
        self.sending.send(thing)

    def close(self):
        self.receiving.close()
        self.sending.close()


def serve(server, theirs, ours):
    ours.close()
    server(theirs)


def ask(server, requests):
    requests_in, requests_out = multiprocessing.Pipe(duplex=False)
    replies_in, replies_out = multiprocessing.Pipe(duplex=False)
    theirs, ours = Both(requests_in, replies_out), Both(replies_in, requests_out)
    process = multiprocessing.Process(target=serve, args=(server, theirs, ours))
    process.start()
    theirs.close()
    replies = []
    try:
        for request in requests:
            ours.send(request)
            replies.append(ours.recv())
    finally:
        ours.close()
        process.join()
    return replies
