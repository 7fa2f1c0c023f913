# wrong: in-the-caller
def exit_codes(tasks):
    codes = []
    for task in tasks:
        try:
            task()
            codes.append(0)
        except SystemExit as error:
            codes.append(error.code)
        except Exception:
            codes.append(1)
    return codes
