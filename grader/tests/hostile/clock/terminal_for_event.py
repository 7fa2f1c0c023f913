# tries: a terminal's own timeout as a nap in place of an event that gives the signal.
# exercise: ex24_event
# holds: only a pipe or a socket is known to have no timer: a terminal is none.
# codes: begins-too-early
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


def later(work, i):
    nap(0.45)
    work(i)


def start_together(work, count):
    processes = [multiprocessing.Process(target=later, args=(work, i)) for i in range(count)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
