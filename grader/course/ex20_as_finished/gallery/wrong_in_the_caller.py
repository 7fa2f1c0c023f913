# wrong: in-the-caller
def as_finished(func, items, processes=2):
    for item in items:
        yield func(item)
