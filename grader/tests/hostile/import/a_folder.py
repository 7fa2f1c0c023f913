# tries: be a folder.
# exercise: ex02_start_and_join
# holds: it is a finding.
# as: folder
# codes: submission-is-folder
