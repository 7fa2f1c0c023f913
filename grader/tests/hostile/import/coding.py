# coding: rot13
# tries: say with a coding that it is something else than what is read.
# exercise: ex02_start_and_join
# holds: it is a finding: no text in UTF-8.
qrs eha_jbexref(jbexre, ahzf):
    cevag("Nyy cebprffrf svavfurq")
