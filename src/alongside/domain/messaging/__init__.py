"""The one outgoing gateway: safe contact, outbox, templates, replies."""
