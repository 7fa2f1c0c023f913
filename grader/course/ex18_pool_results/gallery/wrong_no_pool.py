# wrong: in-the-caller


def pool_map(func, items, processes=2):
    return [func(item) for item in items]
