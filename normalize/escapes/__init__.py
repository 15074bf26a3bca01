"""
Text that was written down for a machine and never read back: references, escapes, transfer encodings.

One notation a module; each has `MAY`, which is part of the stage's one search, and `find(around)`, which
yields edits. `surroundings` says where such notation is meant (strings of programs, scripts, data),
`reading` what a decoded piece must look like to be text.
"""
