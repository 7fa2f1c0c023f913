# wrong: sends-first
import multiprocessing


def answer(conn):
    try:
        while True:
            conn.send(conn.recv().upper())
    except (EOFError, OSError):
        conn.close()


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
        for _ in requests:
            replies.append(ours.recv())
    finally:
        ours.close()
        process.join()
    return replies
