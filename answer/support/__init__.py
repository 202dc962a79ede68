"""Does a text say what a claim says? Judged by words, strictly: in doubt, it doesn't.

`reading` brings a text into a form in which "3 May" and "May 3rd", "1.5 million" and "1,500,000"
are the same; `facts` is the hard rule that every number, date, name and negation of a claim stands
in its evidence; `matching` says which parts of a sentence may be left out, and `rewordings` which
other sentences say the same.
"""
