# tries: print markup of every kind that a report could take for its own.
# exercise: ex02_start_and_join
# holds: it is shown as text.
# codes: exception
TEXT = "<script>alert(1)</script> [bold red]x[/] [link=file:///etc]y[/link] ![x](http://example.org) {name} %s =1+1 @x"


def run_workers(worker, nums):
    print(TEXT)
    print("::error file=x::y")
    print("::stop-commands::z")
    raise RuntimeError(TEXT + " {0} {name.__class__} {call!r:>{error}}")
