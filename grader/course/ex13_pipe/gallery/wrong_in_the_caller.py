# wrong: threads
import threading
import multiprocessing


def answer(conn):
    try:
        while True:
            conn.send(conn.recv().upper())
    except (EOFError, OSError):
        conn.close()


def ask(server, requests):
    ours, theirs = multiprocessing.Pipe()
    process = threading.Thread(target=server, args=(theirs,))
    process.start()
    replies = []
    try:
        for request in requests:
            ours.send(request)
            replies.append(ours.recv())
    finally:
        ours.close()
        process.join()
    return replies
