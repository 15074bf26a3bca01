"""
What farms and pirate sites put into other people's texts, one kind a module.

Each module has `suspects(text)`, one cheap search, and `find(text)`, which yields removals as
edits. `normalize.stages.injections` asks them all; nothing is removed unless the reader asks.
"""
