"""Who is told of what happens here (subscriptions), and what was asked for in bulk (exports)?"""
