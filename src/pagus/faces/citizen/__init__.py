"""The public face: what everybody may know, without an account."""
