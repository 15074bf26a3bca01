"""
Undoing what page cloners write into the texts they copy; `normalize.stages.annotations` puts the parts together.

`notes` knows what a note looks like, `machine` is the cloner itself as far as it is understood, `evidence` decides
whose notes they are, `shift` undoes its matches across two characters (`walks` are the ways to read such a place),
`page` joins everything for one text. `brands` is for another machine (notes with labels, betting brands).
"""
