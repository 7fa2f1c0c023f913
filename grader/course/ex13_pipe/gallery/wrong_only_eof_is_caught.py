# wrong: answer-fails-at-the-end — a reply that was never read
import multiprocessing


def answer(conn):
    while True:
        try:
            request = conn.recv()
        except EOFError:
            return
        conn.send(request.upper())


def serve(server, conn, other_end):
    other_end.close()
    server(conn)


def ask(server, requests):
    ours, theirs = multiprocessing.Pipe()
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
