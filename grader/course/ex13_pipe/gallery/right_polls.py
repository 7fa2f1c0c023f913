# right: polls with a timeout on both sides
import multiprocessing


def answer(conn):
    try:
        while True:
            while not conn.poll(0.05):
                pass
            conn.send(conn.recv().upper())
    except (EOFError, OSError):
        return


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
            while not ours.poll(0.05):
                pass
            replies.append(ours.recv())
    finally:
        ours.close()
        process.join()
    return replies
