# wrong: foreign-accepted — looks only at how a line begins
LAST = "All processes finished"


def is_possible(lines, nums=(1, 2)):
    expected = [f"Worker {num} {word}" for num in nums for word in ("started", "finished")] + [LAST]
    left = list(expected)
    for line in lines:
        found = [text for text in left if line.startswith(text)]
        if not found or (found[0] == LAST and len(left) > 1):
            return False
        if found[0].endswith("finished") and left.count(found[0].replace("finished", "started")) == left.count(found[0]):
            return False
        left.remove(found[0])
    return not left
