# wrong: in-the-caller
def run_with_deadline(target, args=(), seconds=1.0, grace=1.0):
    try:
        target(*args)
    except SystemExit as end:
        return end.code
    except Exception:
        return 1
    return 0
