# tries: a terminal's own timeout as a nap in place of joining the child.
# exercise: ex06_isolation
# holds: only a pipe or a socket is known to have no timer: a terminal is none.
# earns: test_in_a_child test_both_states test_large_state test_mutate_fails
# codes: returned-early
import multiprocessing
import os
import termios


def nap(seconds):
    master, slave = os.openpty()
    words = termios.tcgetattr(slave)
    words[3] &= ~termios.ICANON
    words[6][termios.VMIN] = 0
    words[6][termios.VTIME] = int(seconds * 10)
    termios.tcsetattr(slave, termios.TCSANOW, words)
    os.read(slave, 1)


def child(mutate, state, sender):
    try:
        mutate(state)
    finally:
        sender.send(state)


def run_isolated(mutate, state):
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=child, args=(mutate, state, sender))
    process.start()
    sender.close()
    result = receiver.recv()
    nap(0.5)
    multiprocessing.active_children()
    return result, state
