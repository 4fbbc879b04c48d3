"""What may be sent, to whom, how, when and in which words: plain functions over records."""
