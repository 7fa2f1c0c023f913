# tries: return a value that is equal to whatever it is compared with, and shows itself as the right answer.
# exercise: ex12_collect
# holds: only plain values of exact types cross to the judge.
# codes: never-called
class Anything(list):
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __hash__(self):
        return 0

    def __len__(self):
        return 4

    def __repr__(self):
        return "[None, 0, False, [1]]"


def collect(func, items):
    return Anything()
