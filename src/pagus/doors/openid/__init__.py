"""Professionals log in at a provider of OpenID Connect: the code flow with PKCE, in the shape of Pro Santé Connect."""
