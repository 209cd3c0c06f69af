"""The shell: what is stored, who may do what, and the verbs.

Each app has models, actions (the only writers) and queries (the only readers).
"""
