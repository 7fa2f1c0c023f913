# right: a thread sends all requests, while the main thread receives
import multiprocessing
import threading


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

    def send():
        try:
            for request in requests:
                ours.send(request)
        except OSError:
            pass

    thread = threading.Thread(target=send)
    thread.start()
    try:
        for _ in requests:
            replies.append(ours.recv())
    finally:
        thread.join()
        ours.close()
        process.join()
    return replies
