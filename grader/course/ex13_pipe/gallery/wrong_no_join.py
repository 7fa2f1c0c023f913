# wrong: returned-early
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


kept = []


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
        pass
    kept.append(ours)
    return replies
