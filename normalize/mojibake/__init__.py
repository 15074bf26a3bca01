"""Text that was decoded with the wrong codec: how such text is searched, read back and judged."""
