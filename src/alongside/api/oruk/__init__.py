"""Open Referral UK v3 at /api/oruk/v3: anybody may read the public directory."""
