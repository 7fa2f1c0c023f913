# tries: be a pipe, so that whoever reads it waits for ever.
# exercise: ex02_start_and_join
# holds: only a file is read.
# as: fifo
# codes: submission-no-file
