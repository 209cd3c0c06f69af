"""Valid documents with one rule broken in each, the rule written beside it."""
