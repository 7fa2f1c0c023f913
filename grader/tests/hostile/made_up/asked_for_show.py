# tries: ask the server for a number only, and put the replies together at home.
# exercise: ex13_pipe
# holds: the server tells what it is asked, and the check compares that with the requests.
# codes: asked-otherwise
# earns: test_answers test_answer_returns
import multiprocessing


class Line:
    def __init__(self, conn):
        self.conn = conn

    def recv(self):
        return self.conn.recv()[:3]

    def send(self, reply):
        self.conn.send(reply[-3:])

    def close(self):
        self.conn.close()


def start(server, ours, theirs):
    ours.close()
    server(Line(theirs))


def answer(conn):
    while True:
        try:
            conn.send(conn.recv().upper())
        except (EOFError, OSError):
            return


def ask(server, requests):
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.Process(target=start, args=(server, ours, theirs))
    process.start()
    theirs.close()
    replies = []
    for request in requests:
        ours.send("x" if request != "bad" else request)
        replies.append(request.upper() + ours.recv())
    ours.close()
    process.join()
    return replies
