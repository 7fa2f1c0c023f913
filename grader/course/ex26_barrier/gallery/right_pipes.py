# right: the parent asks each process and lets each go on, through pipes
import multiprocessing


class Member(multiprocessing.Process):
    def __init__(self, first, second, i):
        super().__init__()
        self.first, self.second, self.i = first, second, i
        self.here, self.there = multiprocessing.Pipe()

    def run(self):
        self.first(self.i)
        self.there.send("done")
        if self.there.recv():
            self.second(self.i)


def two_phases(first, second, count):
    members = [Member(first, second, i) for i in range(count)]
    for member in members:
        member.start()
    good = True
    for member in members:
        multiprocessing.connection.wait([member.here, member.sentinel])
        good = good and member.here.poll()
    for member in members:
        member.here.send(good)
    for member in members:
        member.join()
