"""The web pages: where specialists read what was shared with them, and coordinators see counts and invitations."""
