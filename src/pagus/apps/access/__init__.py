"""What access to care a territory has, today and with a scenario of changes."""
