"""Which programs of others may ask here, for which territory and team, and what may each of them see?"""
