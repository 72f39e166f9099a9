"""Looking after an installation: backups, the key, what is not kept any longer, and whether all is well."""
