"""The sheet of a hand-over in words, on a page and on paper: used by the console and by the page behind a link."""
