# tries: be a link to a right answer elsewhere: the solution, or another student's work.
# exercise: ex02_start_and_join
# holds: a link that leads out of the folder is not followed.
# as: link
# codes: submission-elsewhere
