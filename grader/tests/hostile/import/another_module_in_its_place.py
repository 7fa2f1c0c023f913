# tries: replace itself among the loaded modules by an object that has every name.
# exercise: ex02_start_and_join
# holds: the function must be there by its name.
# codes: missing-name never-called raises-at-import exception died wrong-signature
import sys


class Everything:
    __file__ = __file__
    __name__ = __name__

    def __getattr__(self, name):
        return lambda *args, **kwargs: print("All processes finished")


sys.modules[__name__] = Everything()
