"""The national health identity (INS) of a person: apart from the pseudonym, sealed, journalled at each view."""
