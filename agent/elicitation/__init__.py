"""The decision core: a belief over candidates, what answers say of it, and what a question is worth. Pure numpy.

`belief` folds evidence into probabilities (C,), `answers` holds how people answer, `kinds` makes each kind of question
an array of the candidates' own answers, `shortlist` picks the few questions worth a closer look, `value` weighs them
against recommending now, `answerable` learns how often people can answer, `step` puts these together for one turn.
"""
