# right: connections in with blocks
import multiprocessing


def answer(conn):
    with conn:
        while True:
            try:
                conn.send(conn.recv().upper())
            except EOFError:
                break
            except OSError:
                break


def serve(server, conn, other_end):
    other_end.close()
    server(conn)


def ask(server, requests):
    ours, theirs = multiprocessing.Pipe(duplex=True)
    process = multiprocessing.Process(target=serve, args=(server, theirs, ours), daemon=True)
    process.start()
    theirs.close()
    try:
        with ours:
            return [(ours.send(request), ours.recv())[1] for request in requests]
    finally:
        process.join()
