"""What every domain stands on: who acts, when, in which transaction, with which trace."""
