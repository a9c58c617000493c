"""Where a row stands at the desk: its key, its form, its neighbours, words in it, what is to be mended."""
