"""Referrals: made, chosen, followed."""
