# tries: say zero bytes, lone surrogates, invalid UTF-8 and characters that XML forbids.
# exercise: ex02_start_and_join
# holds: every report is written, and is valid.
# codes: exception
import os


def run_workers(worker, nums):
    os.write(1, b"\x00\xff\xfe\xed\xa0\x80\x0b\n")
    raise RuntimeError("\ud800\x00\x0b\ufffe\udfff ]]> <![CDATA[")
