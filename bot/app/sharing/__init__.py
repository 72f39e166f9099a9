"""Sharing: codes, copies, who may read what, and the specialist's desk."""
