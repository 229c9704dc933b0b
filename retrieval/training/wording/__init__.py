"""Words that captions are made of, in English and Chinese; not for templates or grammar."""
