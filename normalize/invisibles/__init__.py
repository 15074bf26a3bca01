"""Characters that show nothing, or only in one font; the parts of `normalize.stages.invisibles`."""
