"""What stands between the network and Django: bodies with a deadline, then a thread that answers."""
