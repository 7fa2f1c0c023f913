# wrong: answer-fails-at-the-end
import multiprocessing


def answer(conn):
    while True:
        conn.send(conn.recv().upper())


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
