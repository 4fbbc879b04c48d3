"""A spreadsheet that runs a mentoring service, as rows that are taken over."""
