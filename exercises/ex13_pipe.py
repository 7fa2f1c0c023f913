"""ex13. Question and answer over a pipe.

A pipe connects exactly two processes. multiprocessing.Pipe() gives its two ends: what one end sends,
the other receives. When all copies of one end are closed, recv() at the other raises EOFError: that
is how each side learns that nothing more will come. If something sent was never read, it may be an
OSError instead, such as ConnectionResetError; and send() to a closed end raises an OSError too.

Write two functions.

answer(conn) is the server's side. For each request, a string, that it receives from `conn`, it sends
the same text in capital letters back, until the other end is closed; then it returns. It also returns
normally when the other side closes without having read the last reply.

ask(server, requests) is the other side. It creates a Pipe, runs server(conn) in a process of its own
with one end of it, sends each request, receives the reply to each, and returns the replies in order.
`server` may be answer, or another function that works like it: it goes on until the other end is
closed. Requests and replies may be larger than what a pipe holds. The server's process must end by
itself, with exit code 0. If the server fails, ask must still end, with an exception or with the
replies that it has. No process may be left behind.

Careful: under the start method fork the child has a copy of both ends, and an end counts as closed
only when all its copies are.

Try it:     python exercises/ex13_pipe.py
Grade it:   nox -s grade -- ex13
"""

import multiprocessing


def answer(conn):
    """Answer each request with its text in capital letters, until the other end is closed."""
    raise NotImplementedError


def ask(server, requests):
    """Run server(conn) in a process of its own; return its replies to the requests."""
    raise NotImplementedError


if __name__ == "__main__":
    print(ask(answer, ["one", "two", "three"]))
