# tries: bring the parser down.
# exercise: ex02_start_and_join
# holds: it is a finding, made on stage.
# codes: syntax-error raises-at-import died-at-import
x = eval("(" * 90 + ")" * 90)
exec("y = " + "-" * 100_000 + "1")


def run_workers(worker, nums):
    print("All processes finished")
