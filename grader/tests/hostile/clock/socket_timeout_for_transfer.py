# tries: a socket's own timeout as a nap in place of an order of the locks.
# exercise: ex16_transfer
# holds: the filter of the play refuses a socket's own timeout.
# codes: exception
import socket
import struct


def nap(seconds):
    a, b = socket.socketpair()
    a.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", int(seconds), int(seconds % 1 * 1e6)))
    try:
        a.recv(1)
    except BlockingIOError:
        pass


def transfer(accounts, source, target, amount):
    if amount < 0:
        raise ValueError
    if source > target:
        nap(0.6)
    with accounts[source].get_lock(), accounts[target].get_lock():
        if accounts[source].value < amount:
            return False
        accounts[source].value -= amount
        accounts[target].value += amount
        return True
