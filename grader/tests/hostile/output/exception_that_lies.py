# tries: raise exceptions whose text never ends, raises again, or is none.
# exercise: ex02_start_and_join
# holds: it is formatted on stage, and cut.
# codes: exception never-called
class Lies(Exception):
    def __str__(self):
        raise SystemExit(0)

    __repr__ = __str__

    @property
    def __traceback__(self):
        raise KeyboardInterrupt

    @property
    def __cause__(self):
        return self


def run_workers(worker, nums):
    raise Lies("x")
