# wrong: stalled — answer waits although the other end is closed
import multiprocessing


def answer(conn):
    try:
        while True:
            conn.send(conn.recv().upper())
    except (EOFError, OSError):
        multiprocessing.Event().wait()


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
