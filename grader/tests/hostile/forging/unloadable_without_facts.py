# tries: say that the file is unusable, without the facts that belong to it, so that the grader itself fails.
# exercise: ex02_start_and_join
# holds: each problem comes with its facts, of their types; what does not fit is the program's own mistake.
# codes: odd-message
import os
import sys

sys.modules["stage.lifeline"].own().ask("unloadable", problem="missing")
os._exit(0)
