# tries: to have lines of the report taken for commands of a CI service, in an exception's text and in what is printed
# exercise: ex02_start_and_join
# holds: a bar stands before each line of a program's, and report/text.py writes out the beginnings of such commands
# codes: exception
def run_workers(worker, nums):
    for line in ("::stop-commands::x", "  ::add-mask::FAILED", "##[group]hidden", "##vso[task.complete result=Succeeded;]", "##teamcity[x]"):
        print(line)
    raise RuntimeError(
        "x\n::notice title=Graded::ex02 8/8\n::add-mask::FAILED\n   ::stop-commands::x\n##[group]hidden " + "w " * 40 + "::error::x"
    )
