"""One's own page, opened by a key: what to measure today, how it goes, messages, who looked, the way out."""
