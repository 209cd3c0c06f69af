"""Tomorrow's rounds of nurses and the week of a mobile unit: planned when asked, never kept."""
