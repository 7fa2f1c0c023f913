# wrong: returned-early — an error of recv() skips the join
import contextlib
import multiprocessing


def answer(conn):
    with conn, contextlib.suppress(EOFError, OSError):
        for request in iter(conn.recv, object()):
            conn.send(request.upper())


class _Server(multiprocessing.Process):
    def __init__(self, server, conn, foreign):
        super().__init__(daemon=True)
        self.server, self.conn, self.foreign = server, conn, foreign

    def run(self):
        self.foreign.close()
        del self.foreign
        self.server(self.conn)


def ask(server, requests):
    here, there = multiprocessing.Pipe(duplex=True)
    child = _Server(server, there, here)
    child.start()
    there.close()
    child.conn = child.foreign = None
    replies = []
    with here:
        for request in requests:
            here.send(request)
            here.poll(None)
            replies.append(here.recv())
    child.join()
    return replies
