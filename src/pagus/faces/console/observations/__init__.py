"""What comes in, from which devices, and who may send."""
