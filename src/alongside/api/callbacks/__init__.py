"""Where the providers of texts and e-mail tell what became of messages, and what people answer."""
