"""Open Referral UK v3: the one mapping that the feed, the export and the import share."""
