"""Characters that look like others; the parts of `normalize.stages.lookalikes`."""
