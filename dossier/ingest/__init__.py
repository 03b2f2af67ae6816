"""Publishers' files to tidy tables, one module a publisher."""
