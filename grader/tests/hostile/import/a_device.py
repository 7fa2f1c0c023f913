# tries: be a link to a device without an end.
# exercise: ex02_start_and_join
# holds: only a file is read.
# as: device
# codes: submission-no-file
