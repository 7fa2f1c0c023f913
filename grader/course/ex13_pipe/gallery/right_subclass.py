# right: a subclass
import multiprocessing


def answer(conn):
    try:
        while True:
            conn.send(conn.recv().upper())
    except (EOFError, OSError):
        conn.close()


class Serving(multiprocessing.Process):
    def __init__(self, server, conn, other_end):
        super().__init__()
        self.server, self.conn, self.other_end = server, conn, other_end

    def run(self):
        self.other_end.close()
        self.server(self.conn)


def ask(server, requests):
    ours, theirs = multiprocessing.Pipe()
    process = Serving(server, theirs, ours)
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
