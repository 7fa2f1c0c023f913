# right: a quick look without locks, and another one with both
import multiprocessing


def transfer(accounts, source, target, amount):
    if amount < 0:
        raise ValueError("negative")
    print(f"about {accounts[source].value} in the source, {accounts[target].value} in the target")
    first, second = sorted([source, target])
    with accounts[first].get_lock(), accounts[second].get_lock():
        have = accounts[source].value
        if have < amount:
            return False
        if source != target:
            accounts[source].value = have - amount
            accounts[target].value = accounts[target].value + amount
        return True


if __name__ == "__main__":
    accounts = [multiprocessing.Value("i", 10), multiprocessing.Value("i", 0)]
    print(transfer(accounts, 0, 1, 10))
