"""Backups of a workspace: taken while it runs, encrypted, verified; and the way back."""
